import { ContactForm } from './contact-form'

export default function Contact() {
  return <ContactForm />
}
