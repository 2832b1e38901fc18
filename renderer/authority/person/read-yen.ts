const MOST = 1_000_000;

/** A sum as people write it: `5500`, `5,500`, `５５００円`; `null` for anything else, or beyond a million. */
export function readYen(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replace(/円$/, '').replaceAll(',', '');
  return /^\d{1,7}$/.test(plain) && Number(plain) <= MOST ? Number(plain) : null;
}
