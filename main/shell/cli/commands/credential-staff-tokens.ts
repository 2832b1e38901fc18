import { AppError } from '../../../errors.ts';
import { OTHER_PLACE } from '../../../store/name-file.ts';
import { writeNewFile } from '../../../store/write-new-file.ts';
import { words } from '../../../words/words.ts';
import { actingBy, openAuthorityDesk } from '../authority-desk.ts';
import { type Command, EXIT, text } from '../command.ts';
import { TOKEN_DAYS } from './credential-staff.ts';

/** Tokens of the command line: whose they are and until when, one taken back, or one that a colleague made replaced by one's own. */
export const command: Command = {
  usage: 'credential staff-tokens [--remove-token ID | --replace-token FILE [--days N] [--purpose TEXT]] --staff FILE [--data DIR]',
  options: {
    data: { type: 'string' },
    staff: { type: 'string' },
    'remove-token': { type: 'string' },
    'replace-token': { type: 'string' },
    days: { type: 'string' },
    purpose: { type: 'string' },
  },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const [removed, out] = [text(invocation, 'remove-token'), text(invocation, 'replace-token')];
    if (removed !== undefined && out !== undefined) throw new AppError('USAGE_WRONG', { note: '--remove-token --replace-token' });
    const say = words(invocation.language);
    await using desk = await openAuthorityDesk(invocation);
    const { staff } = desk.authority;
    const acting = await actingBy(desk.authority, invocation, 'staff', out === undefined ? undefined : 'provisional');
    if (out !== undefined) {
      const days = Number(text(invocation, 'days') ?? TOKEN_DAYS);
      await writeNewFile(
        out,
        Buffer.from(`${await staff.makeToken(acting.id, days, acting, null, text(invocation, 'purpose') ?? '')}\n`),
        OTHER_PLACE,
      );
      return { exit: EXIT.done, json: { id: acting.id, token: out, days }, text: say('cli.credential-token-replaced', { path: out, days }) };
    }
    if (removed !== undefined) await staff.removeToken(removed, acting);
    const tokens = (await staff.listFor(acting)).flatMap((one) => one.tokens.map((token) => ({ staff: one.id, holder: one.name, ...token })));
    const lines = tokens.map(({ id, holder, name, expiresAt, usedAt }) =>
      say('cli.credential-token', { id, holder, name, until: expiresAt, used: usedAt ?? '-' }),
    );
    return { exit: EXIT.done, json: { removed: removed ?? null, tokens }, text: lines.join('\n') || say('cli.credential-no-token') };
  },
};
