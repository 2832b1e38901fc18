import type { KeptSetting } from './kept-settings.ts';
import { MOST_SEMINARS } from './messages.ts';
import type { Shared } from './shared.ts';

/** Seminars that this desk would share: those that are open here, and those that it was invited to and has no plan of yet. */
export class InvitedSeminars {
  readonly #shared: Shared;
  readonly #kept: KeptSetting<string[]>;

  constructor(shared: Shared, kept: KeptSetting<string[]>) {
    this.#shared = shared;
    this.#kept = kept;
  }

  candidates(): readonly string[] {
    return [...new Set([...this.#shared.seminars(), ...this.#kept.value])].slice(0, MOST_SEMINARS);
  }

  /** Another station invites: what this desk knows already is shared only while it is open here. */
  async add(seminars: readonly string[]): Promise<void> {
    const plans = await Promise.all(seminars.map((seminar) => this.#shared.rows.plan(seminar)));
    const unknown = seminars.filter((_seminar, index) => plans[index]!.length === 0);
    const all = new Set([...this.#kept.value, ...unknown]);
    if (all.size > this.#kept.value.length) await this.#kept.keep([...all].slice(-MOST_SEMINARS));
  }

  /** The plan has come in; `true` when the seminar was one that this desk was invited to. */
  async adopted(seminar: string): Promise<boolean> {
    if (!this.#kept.value.includes(seminar)) return false;
    await this.#kept.keep(this.#kept.value.filter((invited) => invited !== seminar));
    return true;
  }
}
