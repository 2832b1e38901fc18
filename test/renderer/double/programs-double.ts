import { implement } from '@orpc/server';
import { programs } from '../../../main/api/contracts/programs.ts';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { LoginProgress, ProgramCaller, ProgramRequest, ProgramsView } from '../../../main/api/schema/programs.ts';
import type { SigningReadiness } from '../../../main/api/schema/signing.ts';
import { certificate, samplePdf } from './samples.ts';
import { Watched } from './watched.ts';

export const caller: ProgramCaller = {
  id: 'caller-1',
  name: '見本電子カルテ',
  origin: null,
  permissions: { sign: 'ask', verify: 'always', card: 'ask', login: 'no' },
  pairedAt: '2026-11-01T00:00:00Z',
  usedAt: '2026-11-20T05:03:00Z',
};
export const webCaller: ProgramCaller = {
  ...caller,
  id: 'caller-2',
  name: '地域連携ポータル',
  origin: 'https://portal.example.jp',
  permissions: { sign: 'ask', verify: 'ask', card: 'no', login: 'ask' },
  usedAt: null,
};

export const programRequest = (kind: ProgramRequest['kind'], change: Partial<ProgramRequest> = {}): ProgramRequest => ({
  id: `request-${kind}`,
  kind,
  caller: kind === 'login' ? webCaller : caller,
  state: 'waiting',
  askedAt: '2026-11-20T05:03:00Z',
  expiresAt: '2026-11-20T05:08:00Z',
  document: kind === 'sign' || kind === 'verify' ? { name: '診療情報提供書.pdf', size: 48_200, sha256: 'AB'.repeat(32) } : null,
  format: null,
  opened: null,
  ...change,
});

/** Other programs as the screens see them, in memory. */
export class ProgramsDouble {
  readonly view = new Watched<ProgramsView>({
    settings: { on: false, port: 14754 },
    door: 'closed',
    failure: null,
    pairingUntil: null,
    pairing: null,
    callers: [],
    requests: [],
    pointed: null,
  });
  readonly login = new Watched<LoginProgress>({ state: 'preparing', pinPage: null, triesLeft: 15, failure: null });
  readiness: SigningReadiness = {
    certificate,
    triesLeft: 15,
    pinAtReader: false,
    revocation: { status: 'unknown', asOf: null, ageHours: null },
    failure: null,
  };
  readonly router;
  readonly #said: (name: string) => void;
  readonly #keep: (document: OpenedDocument) => OpenedDocument;

  constructor(said: (name: string) => void, keep: (document: OpenedDocument) => OpenedDocument) {
    this.#said = said;
    this.#keep = keep;
    this.router = this.#implement();
  }

  change(part: Partial<ProgramsView>): ProgramsView {
    this.view.set({ ...this.view.value, ...part });
    return this.view.value;
  }

  #without(id: string): ProgramsView {
    return this.change({ requests: this.view.value.requests.filter((request) => request.id !== id) });
  }

  #implement() {
    const os = implement(programs);
    const said = this.#said;
    return os.router({
      watch: os.watch.handler(({ signal }) => this.view.follow(signal)),
      set: os.set.handler(({ input }) => this.change({ settings: input, door: input.on ? 'open' : 'closed' })),
      openPairing: os.openPairing.handler(() => this.change({ pairingUntil: '2026-11-20T05:08:00Z' })),
      closePairing: os.closePairing.handler(() => this.change({ pairingUntil: null, pairing: null })),
      allow: os.allow.handler(({ input }) => {
        said(`allow ${JSON.stringify(input.permissions)}`);
        const { pairing } = this.view.value;
        return this.change({ pairing: pairing && { ...pairing, state: 'allowed', code: '048213' } });
      }),
      refuse: os.refuse.handler(() => this.change({ pairing: null, pairingUntil: null })),
      change: os.change.handler(({ input }) => {
        said(`change ${input.id} ${JSON.stringify(input.permissions)}`);
        return this.change({
          callers: this.view.value.callers.map((one) => (one.id === input.id ? { ...one, permissions: input.permissions } : one)),
        });
      }),
      remove: os.remove.handler(({ input }) => this.change({ callers: this.view.value.callers.filter(({ id }) => id !== input.id) })),
      accept: os.accept.handler(({ input }) => {
        said(`accept ${input.id}`);
        const document = this.#keep({ ...samplePdf, id: 'asked-1', mustBeSeen: true });
        const accepted = (request: ProgramRequest): ProgramRequest => ({ ...request, state: 'accepted', opened: document.id });
        this.change({ requests: this.view.value.requests.map((request) => (request.id === input.id ? accepted(request) : request)) });
        return { document };
      }),
      decline: os.decline.handler(({ input }) => {
        said(`decline ${input.id}`);
        return this.#without(input.id);
      }),
      verify: os.verify.handler(({ input }) => {
        said(`verify ${input.id}`);
        return this.#without(input.id);
      }),
      showCard: os.showCard.handler(({ input }) => {
        said(`card ${input.id} ${input.reader}`);
        return this.#without(input.id);
      }),
      loginReadiness: os.loginReadiness.handler(() => this.readiness),
      logIn: os.logIn.handler(({ input, signal }) => {
        said(`login ${input.id} ${input.certificate}`);
        return this.login.follow(signal);
      }),
    });
  }
}
