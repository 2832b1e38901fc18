import type { CardTraits } from '../../apdu/channel.ts';
import { shortIdOf } from '../../iso7816-15/read-file.ts';
import type { CardCertificate } from '../card.ts';
import { RECORDED_CERTIFICATE } from '../recorded-jma.ts';
import { tapOrder, type WayRecord } from './order.ts';

/** How the file of a card's authentication certificate is read: `file` 1 to FFFF, selected first, or named by its short identifier within the READ. */
export interface TapWay {
  readonly file: number;
  readonly form: 'select' | 'short-id';
}

/**
 * The way in which a card that was read whole gives its certificate in fewest commands.
 * @param traits as they are after the whole reading: only then is a short identifier known to name the same file
 * @returns `null` where the certificate does not begin its file, or the file lies deeper: such a card is always read whole
 */
export function wayOf({ path }: Pick<CardCertificate, 'path'>, traits: CardTraits): TapWay | null {
  if (path.index !== 0) return null;
  const shortId = shortIdOf({ traits }, path);
  if (shortId !== null) return { file: shortId, form: 'short-id' };
  return 'fileId' in path.address ? { file: path.address.fileId, form: 'select' } : null;
}

/** For cards of which nothing is known: the layout on record, without a guess. */
const RECORDED = [wayOf({ path: RECORDED_CERTIFICATE }, { extendedLength: false, shortIdentifiers: false })].filter((way) => way !== null);

/**
 * Which ways have worked, by answer to reset (upper-case hexadecimal): cards of one make are read alike. It decides the order of trying and nothing
 * else.
 */
export class TapWays {
  readonly #records = new Map<string, Map<string, WayRecord>>();
  /** Worked out when asked for. */
  readonly #orders = new Map<string, readonly TapWay[]>();

  /**
   * A card with this answer to reset was read in this way; `null`, that it has none, says nothing.
   * @param misledBy files that it let be selected before, and that were no certificate
   */
  note(atr: string, way: TapWay | null, misledBy: readonly number[] = []): void {
    if (way === null) return;
    const records = this.#records.get(atr) ?? new Map<string, WayRecord>();
    const key = `${way.file}/${way.form}`;
    const known = records.get(key) ?? { way, cards: 0, misledBy: new Set() };
    records.set(key, { ...known, cards: known.cards + 1, misledBy: new Set([...known.misledBy, ...misledBy]) });
    this.#records.set(atr, records);
    this.#orders.delete(atr);
  }

  /** What to try with a card of this answer to reset, one after the other. */
  order(atr: string): readonly TapWay[] {
    const records = this.#records.get(atr);
    if (!records) return RECORDED;
    const order = this.#orders.get(atr) ?? tapOrder([...records.values()]);
    this.#orders.set(atr, order);
    return order;
  }
}
