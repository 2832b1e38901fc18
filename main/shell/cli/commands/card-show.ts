import type { ReaderView } from '../../../api/schema/card.ts';
import { CardError } from '../../../../card/errors.ts';
import { type Language, words } from '../../../words/words.ts';
import { dayInJapan } from '../certificate-view.ts';
import { type Command, EXIT } from '../command.ts';
import { CARD_OPTIONS, openDesk } from '../desk.ts';
import { outcomeOf } from '../failure.ts';

function textOf({ applications }: ReaderView, language: Language): string {
  const say = words(language);
  return applications
    .flatMap(({ kind, aid, pinTriesLeft, certificate }) => [
      say('cli.application', { kind, aid, tries: pinTriesLeft ?? 'unknown' }),
      ...(certificate
        ? [
            say('cli.holder', {
              name: certificate.nameKanji ?? certificate.commonName,
              roles: certificate.hcRoles.join(', ') || say('cli.none'),
              until: dayInJapan(new Date(certificate.notAfter)),
              issuer: certificate.issuer,
            }),
          ]
        : []),
    ])
    .join('\n');
}

export const command: Command = {
  usage: 'card show [--reader NAME | --virtual DIR] [--data DIR]',
  options: CARD_OPTIONS,
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openDesk(invocation);
    const name = desk.reader();
    const view = desk.application.cards.view.readers.find((reader) => reader.name === name);
    if (!view || view.state === 'empty') throw new CardError('CARD_ABSENT', { reader: name });
    if (view.failure) return outcomeOf(view.failure, invocation.language);
    return { exit: EXIT.done, json: { reader: name, atr: view.atr, applications: view.applications }, text: textOf(view, invocation.language) };
  },
};
