import type { Selectable } from 'kysely';
import type { LetterAttachment, LetterForm } from '../../api/schema/letters.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { openBytes, sealBytes } from './sealed-bytes.ts';

/** What of a letter is fixed once it goes to signing. */
export interface Issued {
  readonly form: LetterForm;
  readonly attachments: readonly LetterAttachment[];
  /** `null` where the sender's institution has no number, or the letter is a reply, which the profile does not know. */
  readonly identifier: string | null;
  /** The FHIR document as text. */
  readonly bundle: string | null;
  /** ISO time of its making. */
  readonly at: string;
}

export interface Issue extends Issued {
  readonly letter: string;
  readonly person: string;
  /** Digest of the PDF before it is signed, as the register has it. */
  readonly pdfSha256: string;
  /** Digest of what it was made of. */
  readonly contentSha256: string;
  readonly manifestSha256: string | null;
}

/** A letter as it was made under a number: what is to be signed, and its digest. */
export interface Made {
  readonly issued: Issued;
  readonly pdfSha256: string;
}

export interface Issues {
  /** The newest of a letter. */
  newest(letter: string): Promise<Issue | null>;
  /** The newest of each letter. */
  ofAll(): Promise<ReadonlyMap<string, Issue>>;
  /**
   * Gives the next number of the year and keeps what is made under it; both or neither. A number that was given is given to no other letter,
   * whatever becomes of this one.
   */
  add(
    of: { readonly letter: string; readonly person: string; readonly year: number; readonly contentSha256: string },
    make: (number: number) => Promise<Made>,
  ): Promise<Issue>;
  keepManifest(issue: Issue, manifest: Uint8Array, sha256: string): Promise<void>;
  manifest(issue: Issue): Promise<Uint8Array | null>;
}

export function openIssues({ db, persons }: Store): Issues {
  const place = (pdf: string) => `letter issue ${pdf}`;

  async function opened(row: Selectable<Tables['letter_issue']>): Promise<Issue | null> {
    const issued = (await persons.open(db, row.person, row.sealed, place(row.pdf_sha256))) as Issued | null;
    if (!issued) return null;
    const { letter, person, pdf_sha256, content_sha256, manifest_sha256 } = row;
    return { ...issued, letter, person, pdfSha256: pdf_sha256, contentSha256: content_sha256, manifestSha256: manifest_sha256 };
  }

  return {
    async newest(letter) {
      const row = await db
        .selectFrom('letter_issue')
        .selectAll()
        .where('letter', '=', letter)
        .orderBy('made_at', 'desc')
        .orderBy('number', 'desc')
        .executeTakeFirst();
      return row ? opened(row) : null;
    },
    async ofAll() {
      const rows = await db.selectFrom('letter_issue').selectAll().orderBy('made_at').orderBy('number').execute();
      const issues = await Promise.all(rows.map(opened));
      return new Map(issues.flatMap((issue) => (issue ? [[issue.letter, issue] as const] : [])));
    },
    async add({ letter, person, year, contentSha256 }, make) {
      return db.transaction().execute(async (transaction) => {
        const { last } = await transaction
          .selectFrom('letter_issue')
          .select(({ fn }) => fn.max('number').as('last'))
          .where('year', '=', year)
          .executeTakeFirstOrThrow();
        const number = Number(last ?? 0) + 1;
        const { issued, pdfSha256 } = await make(number);
        await transaction
          .insertInto('letter_issue')
          .values({
            ...{ letter, person, year, number, pdf_sha256: pdfSha256, made_at: issued.at, content_sha256: contentSha256 },
            sealed: await persons.seal(transaction, person, issued, place(pdfSha256)),
            manifest_sha256: null,
            manifest: null,
          })
          .execute();
        return { ...issued, letter, person, pdfSha256, contentSha256, manifestSha256: null };
      });
    },
    async keepManifest({ pdfSha256, person }, manifest, sha256) {
      const sealed = await sealBytes(persons, db, person, manifest, `${place(pdfSha256)} manifest`);
      await db.updateTable('letter_issue').set({ manifest: sealed, manifest_sha256: sha256 }).where('pdf_sha256', '=', pdfSha256).execute();
    },
    async manifest({ pdfSha256, person }) {
      const row = await db.selectFrom('letter_issue').select('manifest').where('pdf_sha256', '=', pdfSha256).executeTakeFirst();
      return row?.manifest ? openBytes(persons, db, person, row.manifest, `${place(pdfSha256)} manifest`) : null;
    },
  };
}
