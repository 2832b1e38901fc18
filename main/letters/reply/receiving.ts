import { PkiError } from '../../../pki/errors.ts';
import type { OpenedDocument } from '../../api/schema/document.ts';
import type { Letter, ReceivedEntry, ReceivedLetter } from '../../api/schema/letters.ts';
import type { VerificationAnswer } from '../../api/schema/verification.ts';
import { kindOf } from '../../documents/kind.ts';
import { safeName } from '../../documents/names.ts';
import { AppError } from '../../errors.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { purgeWriteAheadLog } from '../../store/persons.ts';
import { check } from '../fhir/check.ts';
import { formOf, identifierOf } from '../fhir/read.ts';
import { readOptions } from '../form/options.ts';
import { filesOf, openPackage } from '../package/open-package.ts';
import type { LetterParts } from '../parts.ts';
import type { Writing } from '../writing.ts';
import { replyTo } from './reply.ts';

/** Letters that came. All that take an id throw AppError REFERRAL_UNKNOWN. */
export interface Receiving {
  received(): Promise<readonly ReceivedEntry[]>;
  /** Keeps a package; what verification says of it is told when it is opened. @throws AppError REFERRAL_PACKAGE_UNREADABLE */
  receive(given: readonly NamedBytes[]): Promise<{ readonly id: string }>;
  /** Verifies a package by what counts now. The copy of the letter that it takes in is for whoever asked to discard. */
  openReceived(id: string): Promise<ReceivedLetter>;
  /** One file of a package that came. */
  receivedFile(id: string, name: string): Promise<NamedBytes>;
  /** Removes a package with all that was in it, for good. */
  removeReceived(id: string): Promise<void>;
  /** Begins the answer to a letter that came. */
  reply(received: string): Promise<Letter>;
}

export function receiving({ store, audit, intake, packages, verify, today }: LetterParts, { begin }: Pick<Writing, 'begin'>): Receiving {
  /** What verification says; `null` for what is no signed file at all. */
  const answer: (...of: Parameters<typeof verify>) => Promise<VerificationAnswer | null> = async (file, content) => {
    try {
      return await verify(file, content);
    } catch (error) {
      if (error instanceof PkiError) return null;
      throw error;
    }
  };

  /** Copies that are shown, by their package: what is removed for good leaves none behind. */
  const copies = new Map<string, string[]>();
  async function copyOf(id: string, { name, bytes }: NamedBytes): Promise<OpenedDocument> {
    const copy = await intake.take(name, bytes);
    copies.set(id, [...(copies.get(id) ?? []).filter((one) => intake.describe(one) !== null), copy.id]);
    return copy;
  }

  async function openReceived(id: string): Promise<ReceivedLetter> {
    const { receivedAt, source, files } = await packages.find(id);
    const opened = openPackage(files);
    const { manifest, signature, letter, bundle } = opened;
    // A document that holds its own signature (PDF, XML) verifies whatever it is laid beside; only CMS speaks for the manifest.
    const signed = manifest && signature && kindOf(signature.bytes) === 'cms' ? await answer(signature, manifest) : null;
    return {
      id,
      receivedAt,
      source,
      files: [...opened.files],
      // A signature that is none or cannot be read is not the same as none at all.
      whole: opened.whole && !(signature && !signed),
      manifest: signed,
      letter: letter ? await answer(letter, null) : null,
      form: formOf(bundle),
      problems: bundle === null ? [] : [...check(bundle)],
      document: letter ? await copyOf(id, letter) : null,
    };
  }

  return {
    openReceived,
    received: () => packages.list(),
    async receive(given) {
      const files = filesOf(given);
      const { bundle, whole } = openPackage(files);
      // What cannot be shown is not kept: it would fail again whenever it is opened.
      check(bundle);
      const form = formOf(bundle);
      const source = given
        .map(({ name }) => safeName(name))
        .join(', ')
        .slice(0, 300);
      const { id } = await packages.add({ source, patient: form?.patient.name ?? '', institution: form?.sender.institution ?? '' }, files);
      await audit.record({ action: 'referral.received', facts: { received: id, files: files.length, whole } });
      return { id };
    },
    async receivedFile(id, name) {
      const file = (await packages.find(id)).files.find((candidate) => candidate.name === name);
      if (!file) throw new AppError('REFERRAL_UNKNOWN', { id });
      return file;
    },
    async removeReceived(id) {
      await store.db.transaction().execute(async (transaction) => {
        await packages.remove(transaction, id);
        await audit.append(transaction, { action: 'referral.received-removed', facts: { received: id } });
      });
      await purgeWriteAheadLog(store.db);
      for (const copy of copies.get(id) ?? []) await intake.discard(copy);
      copies.delete(id);
    },
    async reply(received) {
      const { bundle } = openPackage((await packages.find(received)).files);
      return begin(replyTo(formOf(bundle), identifierOf(bundle), (await readOptions(store)).sender, today()));
    },
  };
}
