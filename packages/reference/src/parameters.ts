/** A query parameter as it stands in a URL. */
interface Parameter {
  readonly name: string;
  /** Name and value, in the bytes of the URL. */
  readonly text: string;
}

/** The query parameters of a URL. */
export function parametersOf({ search }: URL): Parameter[] {
  const texts = search.slice(1).split('&');
  return texts.filter((text) => text !== '').map((text) => ({ name: nameOf(text), text }));
}

function nameOf(parameter: string): string {
  // The separator keeps a question mark that begins the name, which would be taken for the one that begins a query.
  const [name = ''] = new URLSearchParams(`&${parameter}`).keys();
  return name;
}
