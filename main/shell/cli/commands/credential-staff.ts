import { type StaffOrder, staffOrder } from '../../../api/schema/staff.ts';
import { AppError } from '../../../errors.ts';
import { OTHER_PLACE } from '../../../store/name-file.ts';
import { writeNewFile } from '../../../store/write-new-file.ts';
import { words } from '../../../words/words.ts';
import { actingBy, AUTHORITY_OPTIONS, openAuthorityDesk } from '../authority-desk.ts';
import { type Command, EXIT, text } from '../command.ts';
import { required } from '../input.ts';

/** Days that a token holds unless others are asked for. */
export const TOKEN_DAYS = 90;

export const command: Command = {
  usage:
    'credential staff NAME --roles ROLE,ROLE [--association CODE] --token-out FILE [--days N] [--purpose TEXT] [--staff FILE] [--second FILE] [--data DIR]',
  options: {
    ...AUTHORITY_OPTIONS,
    roles: { type: 'string' },
    association: { type: 'string' },
    'token-out': { type: 'string' },
    days: { type: 'string' },
    purpose: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const [name = ''] = invocation.positionals;
    const order = staffOrder.safeParse({
      name,
      roles: required(invocation, 'roles').split(','),
      association: text(invocation, 'association') ?? null,
    });
    if (!order.success) throw new AppError('USAGE_WRONG', { note: '--roles' });
    const out = required(invocation, 'token-out');
    const days = Number(text(invocation, 'days') ?? TOKEN_DAYS);
    await using desk = await openAuthorityDesk(invocation);
    const { authority } = desk;
    const acting = text(invocation, 'staff') === undefined ? null : await actingBy(authority, invocation, 'staff');
    const second = text(invocation, 'second') === undefined ? null : await actingBy(authority, invocation, 'second');
    const given: StaffOrder = order.data;
    const known = (await authority.staff.list()).find((person) => person.name === name && person.state === 'active');
    const { id, roles } = known ?? (await authority.staff.add(given, acting, second));
    const token = await authority.staff.makeToken(id, days, acting, second, text(invocation, 'purpose') ?? '');
    await writeNewFile(out, Buffer.from(`${token}\n`), OTHER_PLACE);
    return {
      exit: EXIT.done,
      json: { id, name, roles, token: out, days },
      text: words(invocation.language)('cli.credential-staff', { name, path: out, days }),
    };
  },
};
