import type { CardChannel } from '../../apdu/channel.ts';
import { equal } from '../../bytes.ts';
import { CardError } from '../../errors.ts';
import { readFile } from '../../iso7816-15/read-file.ts';
import { selectForSigning } from '../select-application.ts';
import type { SignerContext } from './context.ts';

/**
 * Selects the application and makes sure that it still holds the certificate which the signer was opened for, byte for byte:
 * after a swap a reconnect lands on the new card.
 * @throws CardError CARD_SWAPPED, CARD_UNEXPECTED_STATUS
 */
export async function identify({ application, reader }: SignerContext, channel: CardChannel): Promise<void> {
  const { aid, certificate } = application;
  await selectForSigning(channel, aid);
  const der = await readFile(channel, certificate.path, 'object', (content) => equal(content, certificate.der));
  if (der === null || !equal(der, certificate.der)) throw new CardError('CARD_SWAPPED', { reader, aid });
}
