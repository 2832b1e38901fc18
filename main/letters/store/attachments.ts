import { randomUUID } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { LetterAttachment } from '../../api/schema/letters.ts';
import { safeName } from '../../documents/names.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import type { Store } from '../../store/store.ts';
import { attachmentType } from '../package/attachment-type.ts';
import { openBytes, sealBytes } from './sealed-bytes.ts';
import type { Draft } from './drafts.ts';

export type AttachedFile = LetterAttachment & { readonly bytes: Uint8Array };

/** Most bytes that a letter takes along in all: the letter is made, signed and packed in memory. */
export const MOST_BYTES = 128 * 1024 * 1024;

/** Files that go along with a letter, as they are. */
export interface Attachments {
  /** @throws AppError REFERRAL_ATTACHMENT_REFUSED */
  add(draft: Draft, file: NamedBytes): Promise<void>;
  remove(letter: string, id: string): Promise<void>;
  list(letter: string): Promise<readonly LetterAttachment[]>;
  files(letter: string): Promise<readonly AttachedFile[]>;
}

type Described = Omit<LetterAttachment, 'id' | 'addedAt'>;

/** The name itself, or with the first number that makes it another one. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const ending = extname(name);
  const stem = basename(name, ending);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${stem} (${number})${ending}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

export function openAttachments({ db, persons, now }: Store): Attachments {
  const place = (id: string) => `letter attachment ${id}`;

  async function list(letter: string): Promise<readonly LetterAttachment[]> {
    const rows = await db
      .selectFrom('letter_attachment')
      .innerJoin('person', 'person.id', 'letter_attachment.person')
      .select(['letter_attachment.id as id', 'person', 'added_at', 'sealed', 'wrapped_key'])
      .where('letter', '=', letter)
      .orderBy('added_at')
      .orderBy('letter_attachment.id')
      .execute();
    return rows.flatMap(({ id, person, added_at, sealed, wrapped_key }) => {
      const described = persons.openWith(wrapped_key, person, sealed, place(id)) as Described | null;
      return described ? [{ ...described, id, addedAt: added_at }] : [];
    });
  }

  return {
    list,
    async add({ id: letter, person }, { name, bytes }) {
      const type = attachmentType(bytes, name);
      if (!type) throw new AppError('REFERRAL_ATTACHMENT_REFUSED', { name, because: 'type' });
      const present = await list(letter);
      if (present.reduce((sum, { size }) => sum + size, bytes.length) > MOST_BYTES)
        throw new AppError('REFERRAL_ATTACHMENT_REFUSED', { name, because: 'size' });
      const id = randomUUID();
      const called = freeName(safeName(name), new Set(present.map((file) => file.name.toLowerCase())));
      const described: Described = { name: called, type, size: bytes.length, sha256: sha256(bytes) };
      const sealed = await persons.seal(db, person, described, place(id));
      const content = await sealBytes(persons, db, person, bytes, `${place(id)} content`);
      await db.insertInto('letter_attachment').values({ id, letter, person, added_at: now().toISOString(), sealed, content }).execute();
    },
    async remove(letter, id) {
      await db.deleteFrom('letter_attachment').where('letter', '=', letter).where('id', '=', id).execute();
    },
    async files(letter) {
      const described = await list(letter);
      return Promise.all(
        described.map(async (file) => {
          const row = await db.selectFrom('letter_attachment').select(['person', 'content']).where('id', '=', file.id).executeTakeFirstOrThrow();
          const bytes = await openBytes(persons, db, row.person, row.content, `${place(file.id)} content`);
          if (!bytes) throw new AppError('REFERRAL_UNKNOWN', { id: letter });
          return { ...file, bytes };
        }),
      );
    },
  };
}
