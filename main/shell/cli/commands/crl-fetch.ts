import { CardError } from '../../../../card/errors.ts';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { webAddress, withoutSecrets } from '../../../../pki/network/hosts.ts';
import { readable } from '../../../../pki/readable.ts';
import type { RevocationView } from '../../../api/schema/revocation.ts';
import { AppError } from '../../../errors.ts';
import { listAddresses } from '../../../revocation/source.ts';
import { dataFolderAt, defaultDataFolder } from '../../../store/data-folder.ts';
import { type Command, EXIT, flag, type Invocation, text } from '../command.ts';
import { CARD_OPTIONS, openDesk } from '../desk.ts';
import { readObjects } from '../input.ts';
import { revocationOf } from '../revocation.ts';
import { placesText } from '../revocation-text.ts';

type Fetched = Pick<RevocationView, 'places'>;

const among = ({ places }: RevocationView, addresses: readonly string[]): Fetched => {
  const asked = new Set(addresses.map((address) => webAddress(address)?.href));
  return { places: places.filter(({ address }) => asked.has(webAddress(address)?.href)) };
};

/** What the certificate of the card in a reader and its issuers name; their path, where it reaches an anchor, proves the lists. */
async function fetchForCard(invocation: Invocation): Promise<Fetched> {
  await using desk = await openDesk(invocation);
  const { application } = desk;
  const reader = desk.reader();
  await application.readiness(reader);
  const signing = await application.signingCertificate(reader);
  if (!signing) throw new CardError('CARD_APPLICATION_MISSING', { reader });
  const addresses = readable([signing.certificate, ...signing.chain], parseCertificate).flatMap(listAddresses);
  return among(await application.revocation.refresh(addresses), addresses);
}

/** The addresses that a person wrote, which are meant whatever the allowed hosts; or all that are known. */
async function fetchNamed(invocation: Invocation, addresses: readonly string[]): Promise<Fetched> {
  const issuers = await readObjects(invocation, 'trust', parseCertificate);
  const hosts = addresses.map((address) => {
    const url = webAddress(address);
    if (!url || url.username || url.password) throw new AppError('USAGE_WRONG', { note: withoutSecrets(address) });
    return url.host;
  });
  await using revocation = await revocationOf(dataFolderAt(text(invocation, 'data') ?? defaultDataFolder()), { hosts, signal: invocation.signal });
  const view = await revocation.refresh(addresses.length > 0 ? addresses : undefined, issuers);
  return addresses.length > 0 ? among(view, addresses) : view;
}

export const command: Command = {
  usage: 'crl fetch [URL... | --card] [--trust FILE|DIR]... [--reader NAME | --virtual DIR] [--data DIR]',
  options: { ...CARD_OPTIONS, card: { type: 'boolean' }, trust: { type: 'string', multiple: true } },
  positionals: { min: 0, max: 16 },
  run: async (invocation) => {
    const { places } = await (flag(invocation, 'card') ? fetchForCard(invocation) : fetchNamed(invocation, invocation.positionals));
    const failed = places.some(({ lastFailure }) => lastFailure !== null);
    return { exit: failed ? EXIT.environment : EXIT.done, json: { places }, text: placesText(places, invocation.language) };
  },
};
