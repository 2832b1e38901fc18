import { FEE_ITEMS, type Fee, feeFor, feeRows, taxRates } from '../../../credentials/fees/fee.ts';
import { courseFees, duesRows } from '../../../credentials/fees/dues.ts';
import { dayInJapan } from '../../../day-in-japan.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type Invocation, type Outcome, text } from '../command.ts';
import { choice, timeOption } from '../input.ts';

/** The whole table, as it is on record; dues and course fees beside it, by which nothing is charged. */
const table = ({ language }: Invocation): Outcome => {
  const rows = feeRows();
  const lines = rows.map(({ id, yen, tax, from, until, source }) => `${id} ${yen} ${tax} ${from} ${until ?? ''} ${source}`);
  const [dues, courses] = [duesRows(), courseFees()];
  const mark = words(language)('cli.figure-unchecked');
  const others = [...dues, ...courses].map(({ id, yen, source, checked }) => `${id} ${yen} ${source}${checked ? '' : ` ${mark}`}`);
  return { exit: EXIT.done, json: { rows, tax: taxRates(), dues, courses }, text: [...lines, ...others].join('\n') };
};

function answer(fee: Fee | null, { language }: Invocation): Outcome {
  const say = words(language);
  if (!fee) return { exit: EXIT.indeterminate, json: { fee: null }, text: say('cli.fee-unknown') };
  const { yen, net, source } = fee;
  const line = net ? say('cli.fee-taxed', { yen, net: net.yen, percent: net.percent, source }) : say('cli.fee', { yen, source });
  return { exit: EXIT.done, json: { fee }, text: line };
}

export const command: Command = {
  usage: 'credential fees [--item issue|annual|renewal|reissue --member yes|no [--channel CHANNEL] [--reason REASON] [--at ISO8601]]',
  options: {
    item: { type: 'string' },
    member: { type: 'string' },
    channel: { type: 'string' },
    reason: { type: 'string' },
    at: { type: 'string' },
  },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    if (text(invocation, 'item') === undefined) return table(invocation);
    const question = {
      item: choice(invocation, 'item', FEE_ITEMS, 'issue'),
      member: choice(invocation, 'member', ['yes', 'no'], 'no') === 'yes',
      channel: text(invocation, 'channel') ?? null,
      reason: text(invocation, 'reason') ?? null,
      day: dayInJapan(timeOption(invocation).getTime()),
    };
    return answer(feeFor(question), invocation);
  },
};
