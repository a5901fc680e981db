import { TicketForm } from "./ticket-form";

export default function Tickets() {
  return <TicketForm />;
}
