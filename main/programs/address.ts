/** What an `hpki:` address may say: come to the front, or come to the front with this request. It carries no document, no command and no text. */
export interface HpkiAddress {
  /** Id of a request that was made over the interface; `null`: only come to the front. */
  readonly request: string | null;
}

export const HPKI_SCHEME = 'hpki';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** Schemes are written in either case (RFC 3986 section 3.1); nothing else here is. */
const ADDRESS = new RegExp(`^[hH][pP][kK][iI]:(?:open|request\\?id=(?<request>${UUID}))$`);

/** Reads an address; `null` for any text that is not exactly one. */
export function parseHpkiAddress(text: string): HpkiAddress | null {
  const found = ADDRESS.exec(text);
  return found ? { request: found.groups?.['request'] ?? null } : null;
}

/** Whether the text claims to be one, right or wrong. */
export const isHpkiAddress = (text: string): boolean => /^["'\s]*hpki:/i.test(text);

export const hpkiAddress = (request: string): string => `${HPKI_SCHEME}:request?id=${request}`;
