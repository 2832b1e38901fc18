import { implement } from '@orpc/server';
import { training } from '../../../main/api/contracts/training.ts';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { LocalRules, PlanFinding, Seminar, SeminarPlan, SeminarState, Settlement, Submission } from '../../../main/api/schema/training.ts';
import { failed } from './failed.ts';
import { samplePdf } from './samples.ts';
import * as samples from './training-samples.ts';

const NEXT: Partial<Record<SeminarState, SeminarState[]>> = {
  planned: ['applied', 'cancelled'],
  applied: ['certified', 'cancelled'],
  certified: ['open', 'cancelled'],
  open: ['running', 'closed'],
  running: ['closed'],
  closed: ['settled', 'running'],
  settled: ['submitted', 'corrected'],
  submitted: ['accepted', 'partly-rejected'],
  corrected: ['submitted'],
};

const CERTIFIED = ['100071_神楽坂 三十四', '100108_市谷 一郎', '100145_牛込 美咲'];

/** Seminars as the screens see them, in memory. */
export class TrainingDouble {
  seminars: Seminar[] = samples.seminars;
  findings: PlanFinding[] = [];
  localRules: LocalRules = { occupationalDailyCap: null, cmeCodes: [], reception: null };
  /** Participants of every seminar. */
  participants = 66;
  settlements: Settlement[] = [samples.settlement('s-5', 58, { number: 1, by: '市谷　一郎', at: '2026-10-09T13:30:00.000Z' })];
  submissions: Submission[] = [samples.submission];
  /** Letters that Shift_JIS lacks; exports in it are refused for them. */
  lettersMissing: string | null = null;
  /** Somebody else saves this the moment before the next revision. */
  meanwhile: SeminarPlan | null = null;

  readonly #said: (name: string) => void;
  readonly router;

  constructor(said: (name: string) => void, open: (document: OpenedDocument) => OpenedDocument) {
    this.#said = said;
    this.router = this.#implement(open);
  }

  find(id: string): Seminar {
    const found = this.seminars.find((seminar) => seminar.id === id);
    if (!found) throw failed('SEMINAR_UNKNOWN', { seminar: id });
    return found;
  }

  put(seminar: Seminar): Seminar {
    this.seminars = [seminar, ...this.seminars.filter(({ id }) => id !== seminar.id)];
    return seminar;
  }

  #revised(id: string, change: Partial<Seminar>): Seminar {
    const before = this.find(id);
    return this.put({ ...before, ...change, revision: before.revision + 1, changedAt: '2026-11-20T10:00:00.000Z' });
  }

  #moved(id: string, to: SeminarState): Seminar {
    return this.#revised(id, { state: to, next: NEXT[to] ?? [] });
  }

  #frozen(seminar: string, more: Partial<Settlement>): Settlement {
    const number = this.settlements.filter((one) => one.seminar === seminar).length + 1;
    const frozen = samples.settlement(seminar, this.participants, { number, at: '2026-11-20T13:30:00.000Z', ...more });
    this.settlements = [frozen, ...this.settlements];
    return frozen;
  }

  #implement(open: (document: OpenedDocument) => OpenedDocument) {
    const os = implement(training);
    const said = this.#said;
    const file = (name: string) => new File(['x'], name, { type: 'application/octet-stream' });
    return os.router({
      schemes: os.schemes.handler(() => samples.schemes),
      presets: os.presets.handler(() => samples.presets),
      localRules: os.localRules.handler(() => this.localRules),
      setLocalRules: os.setLocalRules.handler(({ input }) => {
        said(`local-rules ${input.occupationalDailyCap} ${input.cmeCodes.length}`);
        this.localRules = input;
        return input;
      }),
      profiles: os.profiles.handler(() => samples.profiles),
      list: os.list.handler(() => this.seminars),
      get: os.get.handler(({ input }) => this.find(input.seminar)),
      review: os.review.handler(() => this.findings),
      create: os.create.handler(({ input }) => {
        said(`create ${input.title}`);
        return this.put(samples.seminar('s-new', { revision: 1, state: 'planned', next: ['applied', 'cancelled'], plan: input }));
      }),
      revise: os.revise.handler(({ input }) => {
        if (this.meanwhile) this.#revised(input.seminar, { plan: this.meanwhile });
        this.meanwhile = null;
        if (this.find(input.seminar).revision !== input.revision) throw failed('SEMINAR_CHANGED_MEANWHILE', { seminar: input.seminar });
        said(`revise ${input.seminar} ${input.revision}`);
        return this.#revised(input.seminar, { plan: input.plan });
      }),
      move: os.move.handler(({ input }) => {
        said(`move ${input.seminar} ${input.to}${input.reason && ` ${input.reason}`}`);
        return this.#moved(input.seminar, input.to);
      }),
      preview: os.preview.handler(({ input }) => samples.settlement(input.seminar, this.participants)),
      settle: os.settle.handler(({ input }) => {
        said(`settle ${input.seminar} ${input.by}`);
        this.#moved(input.seminar, 'settled');
        return this.#frozen(input.seminar, { by: input.by });
      }),
      correct: os.correct.handler(({ input }) => {
        const { seminar, ...answer } = input;
        if (answer.by === answer.confirmedBy) throw failed('SECOND_PERSON_NEEDED');
        said(`correct ${seminar} ${answer.by} ${answer.confirmedBy} ${answer.reason}`);
        this.#moved(seminar, 'corrected');
        return this.#frozen(seminar, answer);
      }),
      settlements: os.settlements.handler(({ input }) => this.settlements.filter(({ seminar }) => seminar === input.seminar)),
      statistics: os.statistics.handler(() => samples.statistics),
      export: os.export.handler(({ input }) => {
        const { what, format, encoding, replaceLetters } = input;
        if (encoding === 'shift_jis' && this.lettersMissing && !replaceLetters) {
          throw failed('EXPORT_LETTERS_MISSING', { count: this.lettersMissing.length, letters: this.lettersMissing });
        }
        said(['export', what, format, encoding, replaceLetters && 'replaced', input.profile, input.person, input.count].filter(Boolean).join(' '));
        return file(`${what}.${format}`);
      }),
      certifiable: os.certifiable.handler(({ input }) => {
        const attended = (this.settlements.find(({ seminar }) => seminar === input.seminar)?.participations ?? []).filter(
          ({ totals }) => totals.length > 0,
        );
        const withheld = attended.filter(({ registration }) => registration === null);
        return {
          persons: attended.filter(({ registration }) => registration !== null).map(({ person }) => person),
          withheld: withheld.map(({ person, name, registration }) => ({ person, name, registration, missing: ['registration' as const] })),
        };
      }),
      certificates: os.certificates.handler(({ input }) => {
        said(['certificates', input.seminar, input.person].filter(Boolean).join(' '));
        return CERTIFIED.slice(0, input.person === undefined ? undefined : 1).map((whose, index) =>
          open({ ...samplePdf, id: `certificate-${index + 1}`, name: `受講証明書_令和8年度 第1回 かかりつけ医機能研修会_20261009_${whose}.pdf` }),
        );
      }),
      submissions: os.submissions.handler(({ input }) => this.submissions.filter(({ seminar }) => seminar === input.seminar)),
      submit: os.submit.handler(({ input }) => {
        said(`submit ${input.seminar} ${input.mode} ${input.profile} ${input.by}`);
        this.#moved(input.seminar, 'submitted');
        const submission = { ...samples.submission, ...input, id: `sub-${this.submissions.length + 1}` };
        this.submissions = [submission, ...this.submissions];
        return { submission, file: file(submission.fileName) };
      }),
      receipt: os.receipt.handler(({ input }) => {
        const { submission: id, ...receipt } = input;
        said(`receipt ${id} ${receipt.outcome} ${receipt.number}`);
        this.submissions = this.submissions.map((one) => (one.id === id ? { ...one, receipt: { at: '2026-11-21T01:00:00.000Z', ...receipt } } : one));
        return this.submissions.find((one) => one.id === id)!;
      }),
    });
  }
}
