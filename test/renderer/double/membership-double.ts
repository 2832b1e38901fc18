import { implement } from '@orpc/server';
import { membership } from '../../../main/api/contracts/membership.ts';
import type { HeldList, HeldPerson, ImportAnswer } from '../../../main/api/schema/membership.ts';
import { failed } from './failed.ts';
import * as samples from './membership-samples.ts';

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/[\s第号]/g, '');

/** The people whom the desk holds, as the screens see them, in memory. */
export class MembershipDouble {
  lists: HeldList[] = samples.lists;
  persons: HeldPerson[] = samples.persons;
  preview: ImportAnswer = samples.importAnswer;
  hub = { url: '', hasToken: false };
  /** Whom the hub knows, by registration number. */
  readonly atHub = new Map<string, HeldPerson>();

  readonly router;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
  }

  search(text: string): HeldPerson[] {
    const wanted = plain(text);
    return this.persons.filter(({ registration, name, kana }) =>
      [registration ?? '', plain(name), plain(kana)].some((key) => key.startsWith(wanted)),
    );
  }

  #implement() {
    const os = implement(membership);
    const said = this.#said;
    return os.router({
      lists: os.lists.handler(() => this.lists),
      import: os.import.handler(({ input }) => {
        if (!input.file.name.endsWith('.csv')) throw failed('IMPORT_UNREADABLE');
        said(`import ${input.kind} ${input.association ?? input.seminar} ${input.apply}`);
        if (input.apply) {
          const [first, ...rest] = this.lists;
          this.lists = [{ ...first!, persons: this.preview.rows, fileName: input.file.name }, ...rest];
        }
        return { ...this.preview, applied: input.apply };
      }),
      remove: os.remove.handler(({ input }) => {
        said(`remove ${input.list}`);
        this.lists = this.lists.filter(({ id }) => id !== input.list);
      }),
      complete: os.complete.handler(({ input }) => {
        said(['complete', input.person, input.registration, input.name, input.kana, input.affiliation, input.birthDate, input.by].join(' '));
        return { ...samples.persons[0]!, ...input };
      }),
      search: os.search.handler(({ input }) => this.search(input.text).slice(0, input.limit)),
      askHub: os.askHub.handler(({ input }) => {
        said(`ask-hub ${input.registration} ${input.reason} ${input.by}`);
        return this.atHub.get(input.registration) ?? null;
      }),
      hub: os.hub.handler(() => this.hub),
      setHub: os.setHub.handler(({ input }) => {
        said(`set-hub ${input.url}`);
        this.hub = { url: input.url, hasToken: input.url !== '' && (input.token !== '' || this.hub.hasToken) };
        return this.hub;
      }),
    });
  }
}
