import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { CardError } from '../../card/errors.ts';
import type { PinPrompt } from '../../card/pin/prompt.ts';
import { RefusedPins } from '../../card/pin/refused-pins.ts';
import { IsolatedModule } from '../../card/pkcs11/isolated-module.ts';
import { type StartModuleProcess, startNodeProcess } from '../../card/pkcs11/port.ts';
import { readTokens, type Token, tokenIdentity } from '../../card/pkcs11/token.ts';
import { openTokenSigner, type TokenSigner } from '../../card/pkcs11/token-signer.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { signerIdentity } from '../../pki/hpki/signer-identity.ts';
import table from '../../resources/tokens/modules.json' with { type: 'json' };
import type { ReaderView } from '../api/schema/card.ts';
import type { TokenModules } from '../api/schema/tokens.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import { Latest } from '../latest.ts';
import type { KeySource } from '../signing/key-source.ts';
import { keepSetting, readSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';
import { failedModule, type NamedToken, named, signingSource, tokenFault, tokenView } from './token-view.ts';

export interface TokenDeskOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  /** The module of this run alone; the chosen one is left as it is. */
  readonly module?: string | null;
  /** Whether the chosen module is used where none is given. */
  readonly remembers: boolean;
  /** How the process of a module is started; as one of Node unless given. */
  readonly start?: StartModuleProcess;
  /** Whether a person is asked again after a wrong PIN. */
  readonly askAgain: boolean;
  readonly now: () => Date;
}

/** The tokens of the module that this desk uses; where the module cannot be used, it stands in their place. */
export interface TokenDesk extends KeySource, Disposable {
  modules(): TokenModules;
  /** @throws AppError USAGE_WRONG; CardError MODULE_MISSING, MODULE_UNUSABLE, MODULE_FOR_AUTHENTICATION, MODULE_ENDED, MODULE_SILENT */
  choose(path: string | null): Promise<void>;
  /** @throws CardError READER_NOT_FOUND, MODULE_FOR_AUTHENTICATION, CARD_CERTIFICATE_UNREADABLE */
  openSigner(reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal): TokenSigner;
}

const SETTING = 'pkcs11Module';

/** What the last look gave. */
interface Sight {
  readonly tokens: readonly NamedToken[];
  readonly description: string | null;
  readonly failure: unknown;
}

const NOTHING: Sight = { tokens: [], description: null, failure: null };

export async function openTokenDesk({
  store,
  audit,
  module: given = null,
  remembers,
  start = startNodeProcess,
  askAgain,
  now,
}: TokenDeskOptions): Promise<TokenDesk> {
  const views = new Latest<readonly ReaderView[]>([]);
  const stored = given ?? (remembers ? await readSetting(store.db, SETTING) : null);
  let path = typeof stored === 'string' ? stored : null;
  let module: IsolatedModule | null = null;
  let sight = NOTHING;
  /** By token, the PINs that it has refused. */
  const refused = new Map<string, RefusedPins>();

  function wipeRefused(present: readonly NamedToken[]): void {
    const there = new Set(present.map(({ token }) => tokenIdentity(token)));
    for (const [identity, pins] of refused) {
      if (there.has(identity)) continue;
      pins.wipe();
      refused.delete(identity);
    }
  }

  function refusedBy(token: Token): RefusedPins {
    const pins = refused.get(tokenIdentity(token)) ?? new RefusedPins();
    refused.set(tokenIdentity(token), pins);
    return pins;
  }

  /** @throws CardError */
  async function lookThrough(candidate: IsolatedModule): Promise<Sight> {
    const tokens = named(await readTokens(candidate));
    return { tokens, description: candidate.description, failure: null };
  }

  function show(next: Sight): void {
    sight = next;
    if (!next.failure) wipeRefused(next.tokens);
    const failed = path !== null && sight.failure ? [failedModule(path, sight.failure)] : [];
    views.set([...failed, ...sight.tokens.map((token) => tokenView(token, now()))]);
  }

  async function look(): Promise<void> {
    if (path === null) return;
    const looked = path;
    const next = await Promise.resolve()
      .then(() => {
        module ??= new IsolatedModule({ path: looked, start });
        return lookThrough(module);
      })
      .catch((failure: unknown): Sight => ({ ...NOTHING, failure }));
    if (path === looked) show(next);
  }

  function find(reader: string): NamedToken {
    const found = sight.tokens.find(({ name }) => name === reader);
    if (found) return found;
    throw sight.failure instanceof CardError ? sight.failure : new CardError('READER_NOT_FOUND', { reader });
  }

  function drop(): void {
    module?.[Symbol.dispose]();
    module = null;
  }

  return {
    views,
    has: (reader) => views.value.some(({ name }) => name === reader),
    look,
    cardsChanged: look,
    used: look,
    modules: () => ({
      chosen:
        path === null
          ? null
          : { path, description: sight.description, tokens: sight.tokens.length, failure: sight.failure ? toFailure(sight.failure) : null },
      known: table.modules
        .filter(({ platform }) => platform === process.platform)
        .map(({ path: place, name, source }) => ({ path: place, name, source, installed: existsSync(place) })),
    }),
    async choose(next) {
      if (next === path) return look();
      if (next !== null && !isAbsolute(next)) throw new AppError('USAGE_WRONG', { note: next });
      let candidate: IsolatedModule | null = null;
      let seen = NOTHING;
      if (next !== null) {
        candidate = new IsolatedModule({ path: next, start });
        try {
          seen = await lookThrough(candidate);
        } catch (error) {
          candidate[Symbol.dispose]();
          throw error;
        }
      }
      await store.db.transaction().execute(async (transaction) => {
        await keepSetting(transaction, SETTING, next);
        await audit.append(transaction, { action: 'token-module.chosen', facts: { path: next } });
      });
      drop();
      path = next;
      module = candidate;
      show(seen);
    },
    shown: (reader) => signingSource(find(reader)),
    openSigner(reader, prompt, uses, signal) {
      const { token } = find(reader);
      const fault = tokenFault(token, reader);
      if (fault) throw fault;
      const identity = token.certificate && signerIdentity(parseCertificate(token.certificate));
      const holder = identity?.nameKanji ?? identity?.commonName;
      return openTokenSigner({ token, reader, prompt, refused: refusedBy(token), uses, signal, askAgain, ...(holder && { holder }) });
    },
    [Symbol.dispose]() {
      drop();
      wipeRefused([]);
      views.end();
    },
  };
}
