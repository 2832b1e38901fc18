import type { Kysely } from 'kysely';
import type { TapWay } from '../../../card/hpki/tap/ways.ts';
import type { Persons } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';
import type { BoundCard } from './bound-card.ts';

/** Rows in memory at one time beside the cards made of them. */
const READ_AT_ONCE = 500;

/** Sealed under the key of the person: everything that says who it is. */
type SealedCard = Omit<BoundCard, 'certificate' | 'person' | 'atr' | 'way' | 'boundAt' | 'replacedBy' | InText> & Readonly<Record<InText, string>>;
/** In base64, and in ISO 8601. */
type InText = 'der' | 'issuerName' | 'notBefore' | 'notAfter';

/** Binds the sealed card to its row, so that it cannot be moved to another. */
const place = (certificate: string): string => `card binding ${certificate}`;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');

function sealCard(persons: Persons, db: Kysely<Tables>, card: BoundCard): Promise<Uint8Array> {
  const {
    certificate,
    person,
    atr: _atr,
    way: _way,
    boundAt: _boundAt,
    replacedBy: _replacedBy,
    der,
    issuerName,
    notBefore,
    notAfter,
    ...rest
  } = card;
  const texts = { der: base64(der), issuerName: base64(issuerName), notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
  const sealed: SealedCard = { ...rest, ...texts };
  return persons.seal(db, person, sealed, place(certificate));
}

/** Writes a card, in place of a row of the same certificate. */
export async function writeCard(persons: Persons, db: Kysely<Tables>, card: BoundCard): Promise<void> {
  const { certificate, person, atr, way, boundAt, replacedBy } = card;
  const row = { person, atr, way: JSON.stringify(way), bound_at: boundAt, replaced_by: replacedBy, sealed: await sealCard(persons, db, card) };
  await db
    .insertInto('card_binding')
    .values({ certificate, ...row })
    .onConflict((conflict) => conflict.column('certificate').doUpdateSet(row))
    .execute();
}

/** Removes the row of a card. */
export async function removeCard(db: Kysely<Tables>, { certificate, person }: Pick<BoundCard, 'certificate' | 'person'>): Promise<void> {
  await db.deleteFrom('card_binding').where('certificate', '=', certificate).where('person', '=', person).execute();
}

/** Whose card a certificate is; `null` where nobody's, or that person's key was destroyed. */
export async function holderOf(db: Kysely<Tables>, certificate: string): Promise<string | null> {
  const query = db.selectFrom('card_binding').innerJoin('person', 'person.id', 'card_binding.person').where('certificate', '=', certificate);
  return (await query.where('wrapped_key', 'is not', null).select('person').executeTakeFirst())?.person ?? null;
}

/** Whether what concerns a person can be kept: the person is known and the key was not destroyed. */
export async function hasKey(db: Kysely<Tables>, person: string): Promise<boolean> {
  return (await db.selectFrom('person').select('id').where('id', '=', person).where('wrapped_key', 'is not', null).executeTakeFirst()) !== undefined;
}

/** Writes known cards anew. @returns those whose person still has a key */
export async function rewriteCards(persons: Persons, db: Kysely<Tables>, cards: readonly BoundCard[]): Promise<readonly BoundCard[]> {
  const written: BoundCard[] = [];
  for (const card of cards) {
    if ((await holderOf(db, card.certificate)) !== card.person) continue;
    await writeCard(persons, db, card);
    written.push(card);
  }
  return written;
}

/**
 * Every card whose person still has a key. Damage of one row must not close reception: a card that does not open counts as not bound.
 */
export async function readCards(persons: Persons, db: Kysely<Tables>): Promise<BoundCard[]> {
  const cardOf = cardReader();
  const cards: BoundCard[] = [];
  for (let last: string | undefined = ''; last !== undefined; ) {
    const rows: readonly Row[] = await rowsAfter(db, last);
    for (const row of rows) {
      const sealed = opened(persons, row);
      if (sealed) cards.push(cardOf(row, sealed));
    }
    last = rows.at(-1)?.certificate;
  }
  return cards;
}

const rowsAfter = (db: Kysely<Tables>, certificate: string): Promise<Row[]> =>
  db
    .selectFrom('card_binding')
    .innerJoin('person', 'person.id', 'person')
    .where('wrapped_key', 'is not', null)
    .where('certificate', '>', certificate)
    .select(['certificate', 'person', 'sealed', 'atr', 'way', 'bound_at', 'replaced_by', 'wrapped_key'])
    .orderBy('certificate')
    .limit(READ_AT_ONCE)
    .execute();

type Row = Pick<Tables['card_binding'], 'certificate' | 'person' | 'sealed' | 'atr' | 'way' | 'bound_at' | 'replaced_by'> &
  Pick<Tables['person'], 'wrapped_key'>;

function opened(persons: Persons, { certificate, person, sealed, wrapped_key }: Row): SealedCard | null {
  try {
    return persons.openWith(wrapped_key, person, sealed, place(certificate)) as SealedCard | null;
  } catch {
    return null;
  }
}

/** In memory of their own: a slice of the pool from which `Buffer.from` takes would keep all of it alive. */
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** Equal texts are read once: thousands of cards share answer to reset, way and issuer. */
function once<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    return found;
  };
}

function cardReader(): (row: Row, sealed: SealedCard) => BoundCard {
  const text = once((same) => same);
  const way = once((json) => JSON.parse(json) as TapWay | null);
  const name = once(bytes);
  return (row, sealed) => ({
    ...sealed,
    certificate: row.certificate,
    person: row.person,
    atr: text(row.atr),
    way: way(row.way),
    boundAt: row.bound_at,
    replacedBy: row.replaced_by,
    der: bytes(sealed.der),
    issuer: text(sealed.issuer),
    issuerName: name(sealed.issuerName),
    notBefore: new Date(sealed.notBefore),
    notAfter: new Date(sealed.notAfter),
  });
}
