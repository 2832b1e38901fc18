import { expect, it } from 'vitest';
import { lend } from '../../../renderer/client/lend.ts';

function lent() {
  const said: string[] = [];
  const answer = Promise.withResolvers<string>();
  const end = lend({
    ask: () => answer.promise,
    onValue: (value) => said.push(`shown ${value}`),
    onFailure: (error) => said.push(`failed ${error}`),
    giveBack: async (value) => said.push(`back ${value}`),
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { said, answer, end, settled };
}

it('what is shown is given back when the view is left', async () => {
  const { said, answer, end, settled } = lent();
  answer.resolve('copy');
  await settled();
  expect(said).toEqual(['shown copy']);
  end();
  await settled();
  expect(said).toEqual(['shown copy', 'back copy']);
});

it('what arrives after the view was left is given back and not shown', async () => {
  const { said, answer, end, settled } = lent();
  end();
  answer.resolve('copy');
  await settled();
  expect(said).toEqual(['back copy']);
});

it.each([
  [true, ['failed no']],
  [false, []],
])('what failed is told while the view is open (%s), and nothing is given back', async (open, expected) => {
  const { said, answer, end, settled } = lent();
  if (!open) end();
  answer.reject('no');
  await settled();
  end();
  await settled();
  expect(said).toEqual(expected);
});
