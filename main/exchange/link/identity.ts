import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import * as z from 'zod';
import type { AuditLog } from '../../audit/audit-log.ts';
import { deriveKey, seal, unseal } from '../../store/sealing.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';
import { CLIENT_KINDS } from './client-kinds.ts';
import { jwkOf, type PublicJwk, type SigningKey, signingKey } from '../events/keys.ts';

const address = z.url({ protocol: /^https?$/ });

/** As what this desk is known to a hub. */
export const enrolment = z.object({
  /** Address of the hub as it was entered, without a slash at its end. */
  url: address,
  client: z.string().min(1),
  /** `iss` of the desk's events. */
  issuer: address,
  /** `aud` of all events, and whom tokens of access are asked of. */
  hub: address,
  kind: z.enum(CLIENT_KINDS),
  /** Code of the association whose desk this is; `null` for the other kinds. */
  association: z.string().nullable(),
  /** 医籍登録番号 of the person whose own desk this is. */
  registration: z.string().nullish(),
  scopes: z.array(z.string()),
  /** Code of the national association, as the hub told; `null`: not known yet. */
  national: z.string().nullable(),
});
/** An enrolment, made by a one-time code. */
export type Enrolment = Readonly<z.infer<typeof enrolment>>;

/** Who this desk is among others. */
export interface ExchangeIdentity {
  /** Ed25519, made at the first use. */
  readonly key: SigningKey;
  readonly jwk: PublicJwk;
  /** `null` before a hub knows this desk. */
  readonly enrolment: Enrolment | null;
  /** `iss` of what this desk signs now: the hub's name for it, or a name of its own where no hub knows it. */
  readonly issuer: string;
  /** `aud` of what is told. */
  readonly audience: string;
  /** Keeps an enrolment in place of the one before; recorded in the audit log. */
  enrol(enrolment: Enrolment): Promise<void>;
  /** Keeps the code of the national association. */
  learn(national: string): Promise<void>;
}

const KEY = 'exchange key';
const ENROLMENT = 'exchange enrolment';
const PLACE = 'private key of this desk among others';

/** Desks that never met a hub name each other under a domain that nobody can have (RFC 2606). */
const NOWHERE = 'https://hpki-desk.invalid';
/** `aud` where no hub is known. */
export const WITHOUT_HUB = `${NOWHERE}/exchange`;
/** `iss` of a desk whom no hub knows, by the thumbprint of its key. */
export const issuerWithoutHub = (kid: string): string => `${NOWHERE}/desks/${kid}`;

async function openKey({ db, masterKey }: Store): Promise<SigningKey> {
  const sealing = deriveKey(masterKey.key, KEY);
  const sealed = z
    .string()
    .nullable()
    .parse(await readSetting(db, KEY));
  if (sealed !== null) {
    const der = Buffer.from(unseal(sealing, Buffer.from(sealed, 'base64'), PLACE));
    return signingKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  await keepSetting(db, KEY, Buffer.from(seal(sealing, der, PLACE)).toString('base64'));
  return signingKey(privateKey);
}

/** Whether a hub knows this desk, without opening anything. */
export const isEnrolled = async (db: Store['db']): Promise<boolean> => (await readSetting(db, ENROLMENT)) !== null;

/** Opens the key and the enrolment of a desk. */
export async function openIdentity(store: Store, audit: Pick<AuditLog, 'append'>): Promise<ExchangeIdentity> {
  const key = await openKey(store);
  const jwk = await jwkOf(key.privateKey);
  let known = enrolment.nullable().parse(await readSetting(store.db, ENROLMENT));
  return {
    key,
    jwk,
    get enrolment() {
      return known;
    },
    get issuer() {
      return known?.issuer ?? issuerWithoutHub(key.kid);
    },
    get audience() {
      return known?.hub ?? WITHOUT_HUB;
    },
    async enrol(next) {
      await store.db.transaction().execute(async (tx) => {
        await keepSetting(tx, ENROLMENT, next);
        const { url, client, kind, association } = next;
        await audit.append(tx, { action: 'hub.enrolled', facts: { url, client, kind, association, thumbprint: key.kid } });
      });
      known = next;
    },
    async learn(national) {
      if (!known || known.national === national) return;
      known = { ...known, national };
      await keepSetting(store.db, ENROLMENT, known);
    },
  };
}
