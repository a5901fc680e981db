export { writePlainFlight, type PlainFlightOptions } from "./write-plain-flight.ts";
export { FlightModel, listReferences, printLength } from "./flight-model.ts";
export { FlightRowReader, type FlightRow } from "./flight-row-reader.ts";
