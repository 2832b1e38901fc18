import { PcscReaderService } from '../../../../card/transports/pcsc/pcsc-reader-service.ts';
import { CardError } from '../../../../card/errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';

const hex = (bytes: Uint8Array | null): string => (bytes ? Buffer.from(bytes).toString('hex').toUpperCase() : '');

export const command: Command = {
  usage: 'card list',
  options: {},
  positionals: { min: 0, max: 0 },
  run: async ({ language }) => {
    await using service = new PcscReaderService();
    const snapshot = await service.snapshot();
    if (snapshot.service === 'absent') throw new CardError('PCSC_SERVICE_ABSENT');
    if (snapshot.service === 'library-missing') throw new CardError('PCSC_LIBRARY_MISSING');
    const readers = snapshot.readers.map(({ name, card, atr }) => ({ name, card, atr: hex(atr) }));
    const say = words(language);
    const lines = readers.map(({ name, card, atr }) => say('cli.reader', { name, atr, card: card ? 'yes' : 'no' }));
    return { exit: readers.length > 0 ? EXIT.done : EXIT.environment, json: { readers }, text: lines.join('\n') || say('cli.no-reader') };
  },
};
