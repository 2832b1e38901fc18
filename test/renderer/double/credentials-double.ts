import { implement } from '@orpc/server';
import { credentials } from '../../../main/api/contracts/credentials.ts';
import { OBJECT_KINDS } from '../../../main/api/schema/credentials.ts';
import type { AuditEntry } from '../../../main/api/schema/application.ts';
import type {
  AdvanceAnswer,
  BulkPreview,
  DayInDoubt,
  ForecastRow,
  HolderHit,
  HolderPage,
  ProposalView,
  QueueRow,
} from '../../../main/api/schema/credentials.ts';
import type { HandOverCard, RevocationRow } from '../../../main/api/schema/issuing.ts';
import type { StaffSession, StaffView } from '../../../main/api/schema/staff.ts';
import * as samples from './credentials-samples.ts';
import { failed } from './failed.ts';
import { Watched } from './watched.ts';

const pdf = (name: string) => new File(['%PDF-1.7'], name, { type: 'application/pdf' });
const csv = (name: string) => new File(['a,b\r\n'], name, { type: 'text/csv' });

/** A grey square, as a scanner would give. */
const SQUARE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM4c+bMfwAHPwN0kVTeBAAAAABJRU5ErkJggg==';

/** The authority's desk as the screens see it, in memory. */
export class CredentialsDouble {
  readonly session = new Watched<StaffSession>({
    state: 'signed-in',
    staff: samples.colleagues[0]!,
    by: 'passkey',
    locksAt: null,
    firstStart: false,
    ownKeyNeeded: false,
    cardReader: null,
    page: null,
  });
  readonly pinPage = new Watched<{ page: string | null }>({ page: null });
  /** Goes on when the test lets whoever is asked for a passkey or PIN answer. */
  readonly asked = new Watched<boolean>(true);
  colleagues: StaffView[] = samples.colleagues;
  rows: QueueRow[] = samples.rows;
  doubt: DayInDoubt | null = null;
  hits: HolderHit[] = samples.hits;
  page: HolderPage = samples.page;
  proposals: ProposalView[] = samples.proposals;
  revocations: RevocationRow[] = samples.revocations;
  forecast: ForecastRow[] = samples.forecast;
  handOverCard: HandOverCard = samples.handOverCard;
  preview: BulkPreview = {
    rows: samples.rows.slice(0, 6).map(({ holder, name, registration }, index) => ({
      object: `C22-000031${index}`,
      ...{ holder, name, registration, from: 'active' },
      to: index === 3 ? null : 'draft',
      because: index === 3 ? 'under-way' : null,
      fee: index === 3 ? null : index % 2 === 0 ? 0 : 5_500,
      letters: index === 3 ? [] : ['renewal-notice'],
    })),
    changes: 5,
    left: 1,
    fees: 11_000,
    digest: 'd1',
  };
  /** What the next step answers; `proposed` for one that needs a second person. */
  outcome: AdvanceAnswer['outcome'] = 'done';
  over: { holder: number; name: string; rule: string; since: string }[] = [];

  rules: { id: string; years: number | null; source: string }[] = [
    { id: 'ended', years: 10, source: '文書保存規程（例）' },
    { id: 'never-issued', years: null, source: '記録なし' },
  ];
  audit: readonly AuditEntry[] = AUDIT;
  sender = { name: '電子認証センター', postalCode: '113-8621', address: '東京都文京区本駒込2-28-16', phone: '03-0000-0001' };

  readonly router;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
  }

  /** As `sign-in` would: somebody else, nobody, or the same one locked out. */
  seat(part: Partial<StaffSession>): void {
    this.session.set({ ...this.session.value, ...part });
  }

  #answer(): AdvanceAnswer {
    return { outcome: this.outcome, proposal: this.outcome === 'proposed' ? 'p-9' : null, letters: [], page: this.page };
  }

  /** Waits until whoever is asked has answered. */
  async #whenAsked(): Promise<void> {
    for await (const answered of this.asked.follow(undefined)) if (answered) return;
  }

  async #signIn(): Promise<StaffSession> {
    this.seat({ page: 'http://localhost:1/passkey' });
    await this.#whenAsked();
    this.seat({ state: 'signed-in', staff: this.session.value.staff ?? this.colleagues[0]!, page: null, firstStart: false });
    return this.session.value;
  }

  #implement() {
    const os = implement(credentials);
    const said = this.#said;
    const page = () => this.page;
    return os.router({
      staff: {
        session: os.staff.session.handler(({ signal }) => this.session.follow(signal)),
        signIn: os.staff.signIn.handler(() => this.#signIn()),
        signInWithCard: os.staff.signInWithCard.handler(() => {
          throw failed('STAFF_CARD_NOT_PROVED');
        }),
        touch: os.staff.touch.handler(() => this.session.value),
        lock: os.staff.lock.handler(() => {
          this.seat({ state: 'locked' });
          return this.session.value;
        }),
        signOut: os.staff.signOut.handler(() => {
          this.seat({ state: 'none', staff: null });
          return this.session.value;
        }),
        nameReader: os.staff.nameReader.handler(({ input }) => {
          said(`staff-reader ${input.reader}`);
          this.seat({ cardReader: input.reader });
          return this.session.value;
        }),
        list: os.staff.list.handler(() => this.colleagues),
        add: os.staff.add.handler(({ input }) => {
          said(`staff-add ${input.name} ${input.roles.join('+')}`);
          this.colleagues = [...this.colleagues, samples.staff(`s-${this.colleagues.length + 1}`, { ...input, passkeys: [] })];
          if (this.session.value.firstStart) this.seat({ firstStart: false });
          return this.colleagues;
        }),
        change: os.staff.change.handler(({ input }) => {
          said(`staff-change ${input.id} ${input.roles.join('+')}`);
          this.colleagues = this.colleagues.map((one) => (one.id === input.id ? { ...one, ...input } : one));
          return this.colleagues;
        }),
        leave: os.staff.leave.handler(({ input }) => {
          said(`staff-leave ${input.id}`);
          this.colleagues = this.colleagues.map((one) => (one.id === input.id ? { ...one, state: 'left' } : one));
          return this.colleagues;
        }),
        addPasskey: os.staff.addPasskey.handler(({ input }) => {
          said(`passkey ${input.id} ${input.name}`);
          return this.colleagues;
        }),
        removePasskey: os.staff.removePasskey.handler(() => this.colleagues),
        addCard: os.staff.addCard.handler(() => this.colleagues),
        removeCard: os.staff.removeCard.handler(() => this.colleagues),
        removeToken: os.staff.removeToken.handler(({ input }) => {
          said(`token-removed ${input.id}`);
          this.colleagues = this.colleagues.map((one) => ({ ...one, tokens: one.tokens.filter(({ id }) => id !== input.id) }));
          return this.colleagues;
        }),
        setIdleMinutes: os.staff.setIdleMinutes.handler(() => {}),
      },
      queue: os.queue.handler(({ input }) => {
        const mine = this.rows.filter(({ association }) => input.association === null || association === input.association);
        const found = mine.filter(({ queue }) => input.queue === null || queue === input.queue);
        const start = input.after ? found.findIndex(({ object }) => object === input.after?.object) + 1 : 0;
        const rows = found.slice(start, start + input.limit);
        return {
          counts: samples.countsOf(mine),
          rows,
          more: found.length > start + input.limit,
          proposals: this.proposals.length,
          doubt: this.doubt,
        };
      }),
      confirmDay: os.confirmDay.handler(({ input }) => {
        said(`confirm-day ${input.day}`);
        this.doubt = null;
      }),
      search: os.search.handler(({ input }) =>
        this.hits
          .filter(({ registration, kana, name }) => [registration, kana, name].some((key) => key.startsWith(input.text)))
          .slice(0, input.limit),
      ),
      page: os.page.handler(({ input }) => {
        said(`page ${input.holder}`);
        return { ...this.page, holder: input.holder };
      }),
      duplicates: os.duplicates.handler(() => [{ holder: samples.hit(0), other: samples.hit(3), by: ['name-and-birth', 'kana-and-birth'] }]),
      forecast: os.forecast.handler(() => this.forecast),
      newcomerProcedures: os.newcomerProcedures.handler(() => samples.newcomerProcedures),
      feeOf: os.feeOf.handler(({ input }) =>
        input.procedure === 'renewal' || input.procedure === 'reissue'
          ? { ...samples.application.fee!, yen: input.member && input.procedure === 'renewal' ? 0 : 5_500, state: 'due' as const }
          : null,
      ),
      apply: os.apply.handler(({ input }) => {
        said(['apply', input.holder, input.procedure, input.channel, input.reason, JSON.stringify(input.facts)].join(' '));
        return this.#answer();
      }),
      advance: os.advance.handler(({ input }) => {
        said(`advance ${input.object} ${input.transition} [${input.evidence.join()}] ${input.reason} ${JSON.stringify(input.facts ?? {})}`);
        return this.#answer();
      }),
      stop: os.stop.handler(({ input }) => {
        said(`stop ${input.card} ${input.cause} [${input.caller.join()}] ${input.heldFrom} ${input.heldUntil} ${input.reason}`);
        this.page = { ...this.page, objects: this.page.objects.map((one) => (one.id === input.card ? samples.heldCard : one)) };
        return this.#answer();
      }),
      change: os.change.handler(({ input }) => {
        said(`change ${input.fields.address} ${input.reason}`);
        this.page = { ...this.page, fields: input.fields, association: input.association, member: input.member };
        return this.page;
      }),
      note: os.note.handler(({ input }) => {
        said(`note ${input.text}`);
        this.page = {
          ...this.page,
          notes: [{ id: 'n-9', at: '2026-11-20T05:00:00.000Z', by: '飯田橋　小春', text: input.text }, ...this.page.notes],
        };
        return this.page;
      }),
      addEvidence: os.addEvidence.handler(({ input }) => {
        said(`evidence ${input.object} ${input.item} ${input.dated} ${input.note} ${input.scan?.name ?? ''}`.trim());
        return this.page;
      }),
      withdrawEvidence: os.withdrawEvidence.handler(({ input }) => {
        said(`withdraw ${input.id}`);
        return this.page;
      }),
      scan: os.scan.handler(() => new File([Buffer.from(SQUARE, 'base64')], 'scan.png', { type: 'image/png' })),
      enterFee: os.enterFee.handler(({ input }) => {
        said(`fee ${input.application} ${input.yen} ${input.source}`);
        return this.page;
      }),
      issueCertificate: os.issueCertificate.handler(page),
      letter: os.letter.handler(({ input }) => {
        said(`letter ${input.id}`);
        return pdf(`${input.id}.pdf`);
      }),
      missingItems: os.missingItems.handler(({ input }) => {
        said(`missing-items ${input.application}`);
        return pdf('missing-items.pdf');
      }),
      proposals: {
        list: os.proposals.list.handler(() => this.proposals),
        confirm: os.proposals.confirm.handler(({ input }) => {
          said(`confirm ${input.id}`);
          this.proposals = this.proposals.filter(({ id }) => id !== input.id);
          return this.proposals;
        }),
        refuse: os.proposals.refuse.handler(({ input }) => {
          said(`refuse ${input.id} ${input.reason}`);
          this.proposals = this.proposals.filter(({ id }) => id !== input.id);
          return this.proposals;
        }),
      },
      bulk: {
        preview: os.bulk.preview.handler(({ input }) => {
          said(`bulk-preview ${input.task} ${input.queue} ${input.transition}`);
          return this.preview;
        }),
        propose: os.bulk.propose.handler(({ input }) => {
          if (input.digest !== this.preview.digest) throw failed('BULK_CHANGED');
          said(`bulk-propose ${input.task} ${input.digest}`);
          return this.proposals;
        }),
      },
      production: {
        batches: os.production.batches.handler(() => [
          { id: 'B20261101-AB12CD', at: '2026-11-01T02:00:00.000Z', by: '飯田橋　小春', orders: ['O26-0000001', 'O26-0000002'], produced: 1 },
        ]),
        export: os.production.export.handler(({ input }) => {
          said(`export ${input.orders?.join() ?? 'all'} ${input.encoding}`);
          return csv('B20261120-EF34AB.csv');
        }),
        again: os.production.again.handler(({ input }) => csv(`${input.id}.csv`)),
        importSerials: os.production.importSerials.handler(({ input }) => {
          said(`serials ${input.file.name} ${input.apply}`);
          return {
            applied: input.apply,
            produced: 1,
            rows: [
              { line: 2, order: 'O26-0000001', serial: 'JMA00020001', problem: null },
              { line: 3, order: 'O26-0000099', serial: 'JMA00020002', problem: 'order-unknown' },
              { line: 4, order: 'O26-0000002', serial: '', problem: 'serial-missing' },
            ],
          };
        }),
        papers: os.production.papers.handler(({ input }) => {
          said(`papers ${input.what} ${input.orders.length}`);
          return pdf(`${input.what}.pdf`);
        }),
      },
      handOver: {
        read: os.handOver.read.handler(({ input }) => {
          said(`read ${input.order} ${input.reader}`);
          return this.handOverCard;
        }),
        complete: os.handOver.complete.handler(async ({ input }) => {
          said(`hand-over ${input.order} [${input.evidence.join()}] ${input.possession} ${input.seen.length}`);
          await this.#whenAsked();
          return { ...this.#answer(), letters: [{ id: 'l-9', template: 'receipt' }] };
        }),
        pinPage: os.handOver.pinPage.handler(({ signal }) => this.pinPage.follow(signal)),
      },
      revocations: {
        list: os.revocations.list.handler(() => this.revocations),
        request: os.revocations.request.handler(({ input }) => {
          said(`request ${input.id}`);
          return new File(['eyJ'], 'revocation-request.jws');
        }),
        sent: os.revocations.sent.handler(({ input }) => {
          said(`sent ${input.id}`);
          return this.#revocation(input.id, { sentAt: '2026-11-20T05:00:00.000Z' });
        }),
        answer: os.revocations.answer.handler(({ input }) => {
          said(`answer ${input.id} ${input.answer}`);
          return this.#revocation(input.id, { answer: input.answer });
        }),
        track: os.revocations.track.handler(() => ({
          asked: 3,
          listed: 1,
          unanswered: 0,
          rows: this.#revocation('r-1', { listedAt: '2026-11-20T06:00:00.000Z' }),
        })),
        playAuthority: os.revocations.playAuthority.handler(({ input }) => {
          said(`play ${input.id}`);
          return this.revocations;
        }),
      },
      statusList: os.statusList.handler(() => ({
        file: new File(['eyJ'], 'status-list-1.status-list'),
        unnamed: 0,
        thumbprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      })),
      import: os.import.handler(({ input }) => {
        said(`registry ${input.file.name} ${input.apply}`);
        return { applied: input.apply, holders: 120, cards: 118, known: 3, problems: [{ line: 17, code: 'kana-missing', text: '赤城　元' }] };
      }),
      export: os.export.handler(({ input }) => csv(`${input.what}.csv`)),
      audit: {
        list: os.audit.list.handler(({ input }) =>
          this.audit
            .filter(
              ({ sequence, action }) => (input.before === null || sequence < input.before) && (input.action === null || action === input.action),
            )
            .slice(0, input.limit),
        ),
        export: os.audit.export.handler(() => csv('audit.csv')),
        checkpoint: os.audit.checkpoint.handler(() => new File(['eyJ'], 'checkpoint.jws')),
        verify: os.audit.verify.handler(({ input }) => {
          if (input.checkpoint && !input.checkpoint.name.endsWith('.jws')) throw failed('CHECKPOINT_UNREADABLE');
          return { intact: true, entries: 1_204, brokenAt: null, head: 'ab'.repeat(32) };
        }),
      },
      diagrams: os.diagrams.handler(() =>
        OBJECT_KINDS.map((kind) => ({
          kind,
          svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 300"><rect x="20" y="20" width="200" height="60" fill="none" stroke="#333"/></svg>',
        })),
      ),
      figures: os.figures.handler(() => samples.figures),
      sender: os.sender.handler(() => this.sender),
      setSender: os.setSender.handler(({ input }) => {
        said(`sender ${input.name}`);
        this.sender = input;
        return this.sender;
      }),
      retention: {
        preview: os.retention.preview.handler(() => this.#retention()),
        set: os.retention.set.handler(({ input }) => {
          said(`retention-rule ${input.rule} ${input.years}`);
          this.rules = this.rules.map((rule) => (rule.id === input.rule ? { ...rule, years: input.years } : rule));
          return this.#retention();
        }),
        propose: os.retention.propose.handler(({ input }) => {
          said(`retention ${input.holders.join()}`);
          return this.proposals;
        }),
      },
    });
  }

  #retention() {
    return { rows: this.over, rules: this.rules };
  }

  #revocation(request: string, part: Partial<RevocationRow['state']>): RevocationRow[] {
    this.revocations = this.revocations.map((row) => (row.request === request ? { ...row, state: { ...row.state, ...part } } : row));
    return this.revocations;
  }
}

const AUDIT = (
  [
    ['credential.moved', { object: 'A26-0000123', transition: 'submit', by: 's-1', second: null }],
    ['credential.viewed', { holder: 100, by: 's-1' }],
    ['staff.signed-in', { staff: 's-1', by: 'passkey', again: false }],
    ['credential.proposed', { proposal: 'p-2', kind: 'bulk', by: 's-1', count: 300 }],
  ] as const
).map(([action, facts], index) => ({
  sequence: 40 - index,
  at: `2026-11-20T05:0${5 - index}:00Z`,
  action,
  facts: { ...facts },
  hash: 'ab'.repeat(32),
}));
