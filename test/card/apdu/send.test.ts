import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INSTRUCTION } from '../../../card/apdu/instruction.ts';
import { send } from '../../../card/apdu/send.ts';
import { toHex } from '../../../card/bytes.ts';
import { scriptedSession } from '../../support/scripted-session.ts';

const everyInstruction = Array.from({ length: 256 }, (_, instruction) => instruction);
const known: readonly number[] = Object.values(INSTRUCTION);

describe('what may leave for a card', () => {
  it('is the six instructions of this program, and no command that changes or unblocks a PIN', async () => {
    const passed: number[] = [];
    for (const instruction of everyInstruction) {
      const command = Uint8Array.of(0, instruction, 0, 0x88);
      const session = scriptedSession([[toHex(command), '9000']]);
      await send(session, command).then(
        () => passed.push(instruction),
        (error: unknown) => expect(error).toBeInstanceOf(TypeError),
      );
      expect(session.sent.length).toBe(known.includes(instruction) ? 1 : 0);
    }
    expect(passed).toEqual([...known].sort((a, b) => a - b));
    for (const forbidden of [0x24, 0x25, 0x2c, 0x2d]) expect(passed).not.toContain(forbidden);
  });

  it('whatever the class byte', async () => {
    for (const cla of [0x00, 0x10, 0x80, 0x8c, 0xff])
      await expect(send(scriptedSession([]), Uint8Array.of(cla, 0x2c, 0, 0x88))).rejects.toThrow(TypeError);
  });

  it.each(['', '00', '00B000'])('nothing shorter than a header: %j', async (hex) => {
    await expect(send(scriptedSession([]), Buffer.from(hex, 'hex'))).rejects.toThrow(TypeError);
  });

  it('leaves from one place only', () => {
    const folder = join(import.meta.dirname, '../../../card');
    const callers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/^(transports|virtual|trace)\b/.test(name))
      .filter((name) => /\.transmit\(/.test(readFileSync(join(folder, name), 'utf8')));
    expect(callers).toEqual([join('apdu', 'send.ts')]);
  });
});

describe('secrets', () => {
  it.each([
    ['a VERIFY with a PIN', '002000880431323334', true],
    ['a padded VERIFY', '0020008810313233340000000000000000FFFFFFFF', true],
    ['the question for the counter', '00200088', false],
    ['the same over T=0', '0020008800', false],
    ['a selection', '00A4040002E828', false],
  ])('%s', async (_, command, secret) => {
    const session = scriptedSession([[command, '9000']]);
    await send(session, Buffer.from(command, 'hex'));
    expect(session.sent).toEqual([{ command, secret }]);
  });
});

describe('answers', () => {
  it.each(['', '90'])('%j is a fault on the way', async (answer) => {
    await expect(send(scriptedSession([['00B00000', answer]]), Uint8Array.of(0, 0xb0, 0, 0))).rejects.toMatchObject({ code: 'CARD_TRANSPORT_FAULT' });
  });
});
