import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import { saveVirtualCardImage } from '../../../../card/virtual/folder.ts';
import { loadTestAuthority } from '../../../../pki/test-authority/folder.ts';
import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { choice, required } from '../input.ts';
import { rememberAuthorityOfCard } from '../virtual-authority.ts';

export const command: Command = {
  usage:
    'virtual-card new DIR --authority DIR --name-kanji N --name-romaji N --registration N [--role "Medical Doctor"] [--pin 1234] [--profile jma|guideline] [--interface contact|contactless] [--signing iso|jicsap]',
  options: {
    authority: { type: 'string' },
    'name-kanji': { type: 'string' },
    'name-romaji': { type: 'string' },
    registration: { type: 'string' },
    role: { type: 'string' },
    pin: { type: 'string' },
    profile: { type: 'string' },
    interface: { type: 'string' },
    signing: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const folder = invocation.positionals[0] ?? '';
    const authorityFolder = required(invocation, 'authority');
    const authority = await loadTestAuthority(authorityFolder);
    const profile = choice(invocation, 'profile', ['jma', 'guideline'], 'jma');
    const face = {
      nameKanji: required(invocation, 'name-kanji'),
      nameRomaji: required(invocation, 'name-romaji'),
      registration: required(invocation, 'registration'),
      role: text(invocation, 'role') ?? 'Medical Doctor',
    };
    const pin = text(invocation, 'pin') ?? '1234';
    if (!/^[\x20-\x7e]{4,16}$/.test(pin)) throw new AppError('USAGE_WRONG', { note: '--pin' });
    const pair = await authority.issueCertificates({ ...face, withKanji: profile === 'guideline' }, new Date());
    const card = createVirtualCardImage({
      profile,
      interface: choice(invocation, 'interface', ['contact', 'contactless'], 'contactless'),
      signing: choice(invocation, 'signing', ['iso', 'jicsap'], 'iso'),
      face,
      pin,
      ...pair,
    });
    await saveVirtualCardImage(folder, card);
    await rememberAuthorityOfCard(folder, authorityFolder);
    return { exit: EXIT.done, json: { folder, profile }, text: words(invocation.language)('cli.card-made', { folder }) };
  },
};
