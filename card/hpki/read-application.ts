import type { CardChannel } from '../apdu/channel.ts';
import { equal } from '../bytes.ts';
import { CardError } from '../errors.ts';
import { parseAuthenticationObjects } from '../iso7816-15/authentication-objects.ts';
import { type PrivateKeyObject, parsePrivateKeys } from '../iso7816-15/private-keys.ts';
import { readCounter } from '../pin/counter.ts';
import { choosePin, type PinObject } from '../pin/pin-object.ts';
import type { CardCertificate, HpkiApplication } from './card.ts';
import { orderChain, parseCertificate } from './certificate-facts.ts';
import { endEntity, readCertificates } from './read-certificates.ts';
import { type Directory, readDirectory, readObjects } from './read-directory.ts';
import { RECORDED_KEY, RECORDED_PIN } from './recorded-jma.ts';

export type ApplicationContent = Omit<HpkiApplication, 'kind' | 'aid'>;

/** Reads all that the selected application shows without a PIN: certificates, PIN and key descriptions, counter. */
export async function readApplication(channel: CardChannel): Promise<ApplicationContent> {
  const directory = await readDirectory(channel);
  const certificates = await readCertificates(channel, directory);
  const keys = directory === null ? null : await readObjects(channel, directory, ['privateKeys'], parsePrivateKeys);
  const certificate = endEntity(certificates, keys?.map(({ id }) => id) ?? []);
  const key = certificate === null ? null : chooseKey(keys, certificate);
  const pin = directory === null ? null : await readPin(channel, directory, key);
  return {
    certificate,
    ...chainOf(certificate, certificates),
    pin,
    key: key ?? (keys === null && directory?.recorded ? RECORDED_KEY : null),
    triesLeft: pin === null ? null : await counterIfTold(channel, pin),
    failure: certificate === null ? new CardError(directory === null ? 'CARD_DIRECTORY_UNREADABLE' : 'CARD_CERTIFICATE_UNREADABLE') : null,
  };
}

function chooseKey(keys: readonly PrivateKeyObject[] | null, { id }: CardCertificate): PrivateKeyObject | null {
  const own = keys?.filter((key) => equal(key.id, id)) ?? [];
  const candidates = own.length > 0 ? own : (keys ?? []);
  return candidates.length === 1 ? candidates[0]! : null;
}

/** From the card's own AOD; only behind exactly the recorded directory may an AOD that cannot be read be known all the same. */
async function readPin(channel: CardChannel, directory: Directory, key: PrivateKeyObject | null): Promise<PinObject | null> {
  const passwords = await readObjects(channel, directory, ['authenticationObjects'], parseAuthenticationObjects);
  if (passwords === null) return directory.recorded ? RECORDED_PIN : null;
  return choosePin(passwords, key?.common.authId ?? null);
}

async function counterIfTold({ session }: CardChannel, pin: PinObject): Promise<number | null> {
  try {
    return await readCounter(session, pin.reference);
  } catch (error) {
    if (error instanceof CardError && error.code === 'CARD_UNEXPECTED_STATUS') return null;
    throw error;
  }
}

function chainOf(certificate: CardCertificate | null, all: readonly CardCertificate[]): Pick<HpkiApplication, 'chain' | 'authorities'> {
  const authorities = all.filter((other) => other !== certificate).map(({ der }) => der);
  const leaf = certificate === null ? null : parseCertificate(certificate.der);
  const issuers =
    leaf === null
      ? []
      : orderChain(
          leaf,
          authorities.flatMap((der) => parseCertificate(der) ?? []),
        );
  return { chain: issuers.map(({ raw }) => new Uint8Array(raw)), authorities };
}
