import { implement } from '@orpc/server';
import { attendance } from '../../../main/api/contracts/attendance.ts';
import type {
  AuthorityNotice,
  FactView,
  InterruptedReception,
  KeptLanes,
  KioskView,
  LaneOrder,
  ReceptionView,
  StationView,
  StatusListView,
  VerdictView,
} from '../../../main/api/schema/attendance.ts';
import * as samples from './attendance-samples.ts';
import { failed } from './failed.ts';
import type { MembershipDouble } from './membership-double.ts';
import { Watched } from './watched.ts';

const KEYBOARD: LaneOrder = { reader: null, name: 'キーボード', room: null, direction: 'auto' };

/** Reception as the screens see it, in memory; taps are the test's. */
export class AttendanceDouble {
  readonly view = new Watched<ReceptionView>(samples.closed);
  readonly kiosk = new Watched<KioskView>({ state: 'open', title: '', practice: false, lanes: [] });
  status: StatusListView = samples.closed.status;
  station: StationView = samples.station;
  /** Of every seminar. */
  facts: FactView[] = [];
  notices: AuthorityNotice[] = [];
  /** As reception was opened last. */
  kept: KeptLanes | null = null;
  interrupted: InterruptedReception | null = null;
  /** Who is in, and since when. */
  inside: { person: string; since: string }[] = [];

  readonly router;
  readonly #said: (name: string) => void;
  readonly #people: MembershipDouble;
  #taps = 0;

  constructor(said: (name: string) => void, people: MembershipDouble) {
    this.#said = said;
    this.#people = people;
    this.router = this.#implement();
  }

  change(part: Partial<ReceptionView>): ReceptionView {
    const { value } = this.view;
    this.view.set({ ...value, ...part, clock: part.clock ?? { ...value.clock, now: new Date().toISOString() } });
    return this.view.value;
  }

  /** Reception that is open already, with card lanes of these names and the keyboard. */
  open(...names: string[]): void {
    const lanes = [...names.map((name) => samples.lane(name)), samples.lane('keyboard', KEYBOARD)];
    this.change({ seminar: 's-1', title: '令和8年度 第3回 地域医療連携研修会', sessions: ['s1'], lanes });
  }

  /** A verdict comes to a lane, by name or id, or one that is there changes. */
  show(lane: string, more: Partial<VerdictView> = {}): VerdictView {
    this.#taps += 1;
    return this.#put(samples.verdictOf(`tap-${this.#taps}`, lane, new Date(), more));
  }

  #put(verdict: VerdictView): VerdictView {
    const { lanes, recent, counts } = this.view.value;
    const others = recent.filter(({ id }) => id !== verdict.id);
    const known = others.length < recent.length;
    this.change({
      lanes: lanes.map((lane) => (lane.id === verdict.lane && (!known || lane.last?.id === verdict.id) ? { ...lane, last: verdict } : lane)),
      recent: known ? recent.map((one) => (one.id === verdict.id ? verdict : one)) : [verdict, ...recent],
      counts: { ...counts, present: counts.present + (verdict.face === 'accepted' || verdict.answer === 'accepted' ? 1 : 0) },
    });
    return verdict;
  }

  #waiting(id: string): VerdictView {
    const { lanes, recent } = this.view.value;
    const found = [...recent, ...lanes.flatMap(({ last }) => last ?? [])].find((one) => one.id === id && one.answer === 'open');
    if (!found) throw failed('VERDICT_UNKNOWN');
    return found;
  }

  #fact(hash: string, reason: string, by: string): FactView {
    const at = new Date().toISOString();
    return {
      hash,
      device: samples.station.id,
      sequence: 1,
      kind: 'void',
      direction: null,
      at,
      trueAt: at,
      session: null,
      lane: null,
      verdict: null,
      about: hash,
      test: false,
      annulled: false,
      person: null,
      registration: null,
      name: '',
      reason,
      by,
    };
  }

  #implement() {
    const os = implement(attendance);
    const said = this.#said;
    const personOf = (id: string | null) => {
      const found = this.#people.persons.find(({ person }) => person === id);
      return found && { person: found.person, registration: found.registration, name: found.name, kana: found.kana, affiliation: found.affiliation };
    };
    return os.router({
      open: os.open.handler(({ input }) => {
        said(
          `open ${input.seminar} ${input.lanes.map(({ reader, name, room, direction }) => `${reader}=${name}/${room}/${direction}`).join()}${input.unused?.length ? ` without ${input.unused.join()}` : ''}`,
        );
        const lanes = input.lanes.map((order, index) => samples.lane(`lane-${index + 1}`, order));
        return this.change({ seminar: input.seminar, lanes, recent: [], sessions: ['s1'] });
      }),
      close: os.close.handler(() => {
        said('close');
        return this.change({ seminar: null, lanes: [], recent: [], alarms: [] });
      }),
      lanes: os.lanes.handler(() => this.kept),
      interrupted: os.interrupted.handler(() => this.interrupted),
      watch: os.watch.handler(({ signal }) => this.view.follow(signal)),
      kiosk: os.kiosk.handler(({ signal }) => this.kiosk.follow(signal)),
      answer: os.answer.handler(({ input }) => {
        const { verdict, answer, reason, by, photoIdentity } = input;
        said(`answer ${verdict} ${answer} ${reason} ${by}${photoIdentity ? ' photo' : ''}`);
        return this.#put({ ...this.#waiting(verdict), answer: answer === 'accept' ? 'accepted' : 'declined' });
      }),
      bindCard: os.bindCard.handler(({ input }) => {
        said(`bind ${input.verdict} ${input.registration} ${input.person} ${input.name} ${input.by}`);
        const { name, kana, affiliation, registration } = input;
        const person = personOf(input.person) ?? { person: 'p-new', registration, name, kana, affiliation };
        return this.#put({ ...this.#waiting(input.verdict), verdict: 'ok', face: 'accepted', answer: null, card: null, person });
      }),
      manual: os.manual.handler(({ input }) => {
        const { registration, name, kana, affiliation, evidence, reason, by, direction } = input;
        said(`manual ${registration} ${name} ${direction} ${evidence} ${reason} ${by}`);
        const person = personOf(input.person) ?? { person: 'p-new', registration, name, kana, affiliation };
        return this.show(input.lane ?? 'keyboard', { verdict: 'name-only', direction, person });
      }),
      scanned: os.scanned.handler(({ input }) => {
        said(`scanned ${input.text} ${input.by}`);
        const found = this.#people.persons.find(({ registration }) => input.text === `HD1.${registration}7Q2`);
        if (!found) throw failed('PERSON_UNKNOWN');
        return this.show(input.lane ?? 'keyboard', { verdict: 'name-only', person: personOf(found.person) ?? null });
      }),
      annul: os.annul.handler(({ input }) => {
        said(`annul ${input.fact} ${input.reason} ${input.by}${input.releaseCard ? ' card' : ''}`);
        const declined = (one: VerdictView) => (one.answer === 'open' ? { answer: 'declined' as const } : {});
        const recent = this.view.value.recent.map((one) => (one.fact === input.fact ? { ...one, ...declined(one), annulled: true } : one));
        const lanes = this.view.value.lanes.map((lane) => ({ ...lane, last: recent.find(({ id }) => id === lane.last?.id) ?? lane.last }));
        this.change({ recent, lanes });
        return this.#fact(input.fact, input.reason, input.by);
      }),
      correctClock: os.correctClock.handler(({ input }) => {
        said(`correct-clock ${input.device} ${input.offsetMs} ${input.reason}${input.to === undefined ? '' : ` to ${input.to}`}`);
        return { ...this.#fact('clock-1', input.reason, input.by), kind: 'clock' as const };
      }),
      inside: os.inside.handler(({ input }) => this.inside.filter(({ person }) => input.persons.includes(person))),
      facts: os.facts.handler(() => this.facts),
      seenAlarm: os.seenAlarm.handler(({ input }) => {
        said(`seen-alarm ${input.fact} ${input.by}`);
        this.change({ alarms: this.view.value.alarms.map((one) => (one.fact === input.fact ? { ...one, seen: true } : one)) });
      }),
      notices: os.notices.handler(({ input }) => this.notices.filter(({ seminar }) => input.seminar === undefined || seminar === input.seminar)),
      exportNotices: os.exportNotices.handler(({ input }) => {
        said(`export-notices ${input.seminar} ${input.again ? 'again' : 'new'}`);
        this.notices = this.notices.map((notice) => ({ ...notice, sentAt: notice.sentAt ?? '2026-11-21T01:00:00.000Z' }));
        return new File([''], '認証局への連絡.csv', { type: 'text/csv' });
      }),
      status: os.status.handler(() => this.status),
      importStatus: os.importStatus.handler(({ input }) => {
        said(`import-status ${input.file.name} ${input.fingerprint ?? ''}`);
        if (input.file.name.endsWith('.txt')) throw failed('STATUS_LIST_UNREADABLE');
        if (this.status.authority === null && input.fingerprint !== samples.THUMBPRINT) {
          throw failed('STATUS_LIST_AUTHORITY_UNKNOWN', { thumbprint: samples.THUMBPRINT, authority: samples.AUTHORITY });
        }
        this.status = { ...samples.closed.status, version: '2026-11-20', ageDays: 0.1 };
        return this.status;
      }),
      bundle: os.bundle.handler(({ input }) => {
        said(`bundle ${input.seminar}`);
        return new File(['facts'], '受付データ.hpkidesk');
      }),
      merge: os.merge.handler(({ input }) => {
        said(`merge ${input.file.name}`);
        if (input.passphrase === 'wrong') throw failed('BUNDLE_PASSPHRASE_WRONG');
        return { added: 120, known: 31, refused: 0, forks: [] };
      }),
      importPaper: os.importPaper.handler(({ input }) => {
        const lines = input.confirmed ?? [];
        said(['paper', input.seminar, input.file.name, input.by, ...lines].join(' '));
        const refused = [
          { line: 9, code: 'registration-wrong', held: null },
          { line: 12, code: 'identity-differs', held: '髙橋　﨑子' },
        ];
        return { added: lines.length > 0 ? lines.length : 14, refused: refused.filter(({ line }) => !lines.includes(line)) };
      }),
      station: os.station.handler(() => this.station),
      renameStation: os.renameStation.handler(({ input }) => {
        said(`rename ${input.name}`);
        this.station = { ...this.station, name: input.name };
        return this.station;
      }),
      invite: os.invite.handler(() => {
        said('invite');
        this.station = { ...this.station, listening: { host: '192.168.10.11', port: 47_120 } };
        return { code: '7QK4-M2XD-9RWP-3HTB', station: this.station };
      }),
      join: os.join.handler(({ input }) => {
        said(`join ${input.code}`);
        if (input.code !== '7QK4-M2XD-9RWP-3HTB') throw failed('STATION_CODE_WRONG');
        const [first] = samples.station.peers;
        this.station = { ...this.station, peers: [...this.station.peers, { ...first!, fingerprint: 'C3'.repeat(32), name: '3階受付' }] };
        return this.station;
      }),
      leave: os.leave.handler(({ input }) => {
        said(`leave ${input.fingerprint}`);
        this.station = { ...this.station, peers: this.station.peers.filter(({ fingerprint }) => fingerprint !== input.fingerprint) };
        return this.station;
      }),
    });
  }
}
