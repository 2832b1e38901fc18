/** What somebody typed or scanned at the desk. */
export type Typed =
  | { readonly kind: 'nothing' }
  /** A registration number, in any spelling: 第１２３４５６号. */
  | { readonly kind: 'number'; readonly registration: string }
  /** Letters, digits and signs without a word of Japanese, as codes are: it may be the code of a booking, or the beginning of one. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string };

const NUMBER = /^第?0*(\d{1,7})号?$/;
const CODE = /^(?=.*\d)[!-~]{8,}$/;

/** Reads what was typed; full-width letters count as their plain ones. */
export function readTyped(text: string): Typed {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return { kind: 'nothing' };
  const [, registration] = NUMBER.exec(plain.replaceAll(/[\s,]/g, '')) ?? [];
  if (registration !== undefined && Number(registration) > 0) return { kind: 'number', registration };
  return CODE.test(plain) ? { kind: 'code', text: plain } : { kind: 'name', text: plain };
}
