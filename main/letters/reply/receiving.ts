import type { Letter, ReceivedEntry, ReceivedLetter } from '../../api/schema/letters.ts';
import { safeName } from '../../documents/names.ts';
import { AppError } from '../../errors.ts';
import type { NamedBytes } from '../../named-bytes.ts';
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
  /** Takes a package in and verifies it. @throws AppError REFERRAL_PACKAGE_UNREADABLE */
  receive(given: readonly NamedBytes[]): Promise<ReceivedLetter>;
  /** Verifies a package again by what counts now. */
  openReceived(id: string): Promise<ReceivedLetter>;
  /** One file of a package that came. */
  receivedFile(id: string, name: string): Promise<NamedBytes>;
  /** Begins the answer to a letter that came. */
  reply(received: string): Promise<Letter>;
}

export function receiving({ store, audit, intake, packages, verify, today }: LetterParts, { begin }: Pick<Writing, 'begin'>): Receiving {
  async function openReceived(id: string): Promise<ReceivedLetter> {
    const { receivedAt, source, files } = await packages.find(id);
    const opened = openPackage(files);
    const { manifest, signature, letter, bundle } = opened;
    return {
      id,
      receivedAt,
      source,
      files: [...opened.files],
      whole: opened.whole,
      manifest: manifest && signature ? await verify(signature, manifest) : null,
      letter: letter ? await verify(letter, null) : null,
      form: formOf(bundle),
      problems: bundle === null ? [] : [...check(bundle)],
      document: letter ? await intake.take(letter.name, letter.bytes) : null,
    };
  }

  return {
    openReceived,
    received: () => packages.list(),
    async receive(given) {
      const files = filesOf(given);
      const { bundle, whole } = openPackage(files);
      const form = formOf(bundle);
      const source = given
        .map(({ name }) => safeName(name))
        .join(', ')
        .slice(0, 300);
      const { id } = await packages.add({ source, patient: form?.patient.name ?? '', institution: form?.sender.institution ?? '' }, files);
      await audit.record({ action: 'referral.received', facts: { received: id, files: files.length, whole } });
      return openReceived(id);
    },
    async receivedFile(id, name) {
      const file = (await packages.find(id)).files.find((candidate) => candidate.name === name);
      if (!file) throw new AppError('REFERRAL_UNKNOWN', { id });
      return file;
    },
    async reply(received) {
      const { bundle } = openPackage((await packages.find(received)).files);
      return begin(replyTo(formOf(bundle), identifierOf(bundle), (await readOptions(store)).sender, today()));
    },
  };
}
