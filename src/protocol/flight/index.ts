export { writePlainFlight, type PlainFlightOptions } from "./write-plain-flight.ts";
