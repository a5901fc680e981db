export const GET = async () => new Response('<feed/>', { headers: { 'content-type': 'application/atom+xml' } })
