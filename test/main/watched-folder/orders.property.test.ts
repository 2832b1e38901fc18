import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type OpenWatched, openWatched } from '../../support/watched-folder.ts';

const name = fc.constantFrom('a.txt', 'b.txt', 'c.txt');
const content = fc.constantFrom('one', 'two');
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), name, content }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('look' as const), name, content }) },
  fc.record({ kind: fc.constantFrom('remove', 'sign', 'close', 'aside', 'restart'), name, content }),
);

/** One desk and what is known of its folder from outside: the content by name, and which names and contents were decided. */
class Model {
  desk: OpenWatched;
  readonly present = new Map<string, string>();
  readonly decided = new Set<string>();
  /** What each offer was for: name and content as they were when it came up. */
  readonly #offers = new Map<string, string>();

  constructor(desk: OpenWatched) {
    this.desk = desk;
  }

  keyOf(file: string): string {
    return `${file} ${this.present.get(file)}`;
  }

  noteOffers(): void {
    for (const { id, name: file } of this.desk.watched.view.files) if (!this.#offers.has(id)) this.#offers.set(id, this.keyOf(file));
  }

  async take(file: string, then: 'sign' | 'close'): Promise<void> {
    const offer = this.desk.watched.view.files.find((one) => one.name === file);
    const { opened } = await this.desk.watched.take(offer ? [offer.id] : []);
    for (const { id } of opened) {
      // What is taken is what lies there now, never an older one.
      expect(Buffer.from(await this.desk.intake.find(id).read()).toString()).toBe(this.present.get(file));
      if (then === 'sign') {
        expect(this.decided).not.toContain(this.keyOf(file));
        await this.desk.sign(id);
        this.decided.add(this.keyOf(file));
      }
      await this.desk.intake.discard(id);
    }
  }

  readonly steps: Readonly<Record<string, (file: string, text: string) => Promise<unknown>>> = {
    write: async (file, text) => {
      this.present.set(file, text);
      await writeFile(join(this.desk.inbox, file), text);
    },
    remove: async (file) => {
      this.present.delete(file);
      await rm(join(this.desk.inbox, file), { force: true });
    },
    look: async () => {
      this.desk.pass(2_000);
      await this.desk.watched.look();
    },
    sign: (file) => this.take(file, 'sign'),
    close: (file) => this.take(file, 'close'),
    aside: async (file) => {
      const offer = this.desk.watched.view.files.find((one) => one.name === file);
      if (!offer) return;
      this.decided.add(this.#offers.get(offer.id)!);
      await this.desk.watched.putAside([offer.id]);
    },
    restart: async () => {
      await this.desk[Symbol.asyncDispose]();
      this.desk = await openWatched(this.desk.root);
    },
  };
}

it('in whatever order files come, change and go and the program is restarted: none is signed twice, none offered that is decided, none lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const model = new Model(await openWatched());
      try {
        for (const { kind, name: file, content: text } of steps) {
          await model.steps[kind]!(file, text);
          model.noteOffers();
        }
        const { files } = await model.desk.settle();
        const undecided = [...model.present.keys()].filter((file) => !model.decided.has(model.keyOf(file)));
        expect(files.map((file) => file.name).sort()).toEqual(undecided.sort());
      } finally {
        await model.desk[Symbol.asyncDispose]();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
