import { implement } from '@orpc/server';
import { letters } from '../../../main/api/contracts/letters.ts';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Letter, LetterEntry, LetterOptions, LetterPhrase, ReceivedEntry, ReceivedLetter } from '../../../main/api/schema/letters.ts';
import type { VerificationAnswer } from '../../../main/api/schema/verification.ts';
import { EMPTY_PARTY } from '../../../main/letters/form/empty.ts';
import * as samples from './letters-samples.ts';

interface Program {
  readonly said: (name: string) => void;
  readonly keep: (name: string) => OpenedDocument;
  readonly answer: () => VerificationAnswer;
}

/** Referral letters as the screens see them, every answer in the test's hand. */
export class LettersDouble {
  options: LetterOptions = { sender: EMPTY_PARTY, joiner: '^' };
  written: LetterEntry[] = samples.written;
  letter: Letter = samples.letter;
  phrases: LetterPhrase[] = samples.phrases;
  entries: ReceivedEntry[] = samples.receivedEntries;
  received: Omit<ReceivedLetter, 'manifest' | 'letter' | 'document'> = samples.received;
  /** Whether the package that came has a signed manifest. */
  signedManifest = true;
  prescriptions = samples.prescriptions;
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  implement() {
    const os = implement(letters);
    const { said, keep, answer } = this.#program;
    const file = (name: string) => new File(['{}'], name);
    const received = (): ReceivedLetter => ({
      ...this.received,
      manifest: this.signedManifest ? answer() : null,
      letter: answer(),
      document: keep('letter.pdf'),
    });
    return {
      options: os.options.handler(() => this.options),
      setOptions: os.setOptions.handler(({ input }) => {
        this.options = input;
        return input;
      }),
      list: os.list.handler(() => this.written),
      create: os.create.handler(() => this.letter),
      open: os.open.handler(() => this.letter),
      save: os.save.handler(({ input }) => {
        said('save letter');
        this.letter = { ...this.letter, form: input.form };
        return this.letter;
      }),
      remove: os.remove.handler(({ input }) => said(`remove ${input.id}`)),
      attach: os.attach.handler(({ input }) => {
        said(`attach ${input.file.name}`);
        return this.letter;
      }),
      detach: os.detach.handler(() => this.letter),
      phrases: os.phrases.handler(() => this.phrases),
      addPhrase: os.addPhrase.handler(({ input }) => {
        this.phrases = [...this.phrases, { ...input, id: `phrase-${this.phrases.length}` }];
        return this.phrases;
      }),
      removePhrase: os.removePhrase.handler(({ input }) => {
        this.phrases = this.phrases.filter(({ id }) => id !== input.id);
        return this.phrases;
      }),
      prescriptions: os.prescriptions.handler(() => this.prescriptions),
      preview: os.preview.handler(() => keep('preview.pdf')),
      toSigning: os.toSigning.handler(() => keep('letter.pdf')),
      manifestToSigning: os.manifestToSigning.handler(() => keep('manifest.json')),
      zip: os.zip.handler(() => file('letter.zip')),
      folder: os.folder.handler(() => ({ path: '/home/doctor/.local/share/hpki-desk/packages/診療情報提供書_牧野爛漫_2026-11-30_20261130060000' })),
      bundle: os.bundle.handler(() => file('letter.fhir.json')),
      received: os.received.handler(() => this.entries),
      receive: os.receive.handler(() => ({ id: received().id })),
      openReceived: os.openReceived.handler(() => received()),
      receivedFile: os.receivedFile.handler(({ input }) => file(input.name)),
      removeReceived: os.removeReceived.handler(() => undefined),
      reply: os.reply.handler(() => this.letter),
    };
  }
}
