import type { HolderPage } from '../../../main/api/schema/credentials.ts';
import { type AuthorityDesk, fieldsOf, nonce, objectIn, READER } from '../../support/authority-desk.ts';
import { issueCard } from '../../support/issued-card.ts';

/** What staff do at the card authority's desk for one holder, by name; each gives the holder's page. */
export function authoritySteps({ application, authority, readers, seats }: AuthorityDesk) {
  const { clerk, approver, second } = seats;
  const fields = fieldsOf();
  let all: string | null = null;
  let holder = 0;
  let made = 0;

  /** Confirms what nobody does alone. */
  async function confirmed({ proposal }: { readonly proposal: string | null }): Promise<void> {
    if (proposal !== null) await authority.proposals.confirm(second.acting, proposal);
  }
  const card = async (state: string) => objectIn(await clerk.page(holder), 'card', state).id;

  /** A card from the application to the hand-over. */
  async function issue(instead?: { readonly holder: number; readonly reason: string }): Promise<void> {
    const whole = ['reception', 'examiner', 'approver', 'operator'] as const;
    all ??= (await authority.staff.add({ name: 'all', roles: [...whole], association: null }, approver.acting, second.acting)).id;
    made += 1;
    const order = { staff: all, second: second.acting.id, fields, serial: `MADE-${made}`, readers, reader: READER };
    ({ holder } = await issueCard(application, { ...order, ...(instead && { instead }) }));
  }

  const steps = {
    page: async () => {},
    issue: () => issue(),
    /** By telephone: the card is held at once. */
    async stop() {
      const caller = ['registration-number', 'birth-date', 'call-back'] as const;
      const days = { heldFrom: null, heldUntil: null };
      await confirmed(await clerk.stop({ nonce: nonce(), card: await card('active'), cause: 'loss', caller: [...caller], reason: '', ...days }));
    },
    async lose() {
      const object = await card('held');
      await confirmed(await approver.advance({ nonce: nonce(), object, transition: 'lose', evidence: ['caller-checks'], reason: '紛失' }));
    },
    /** It was found again, and its holder came. */
    async resume() {
      const object = await card('held');
      await confirmed(await clerk.advance({ nonce: nonce(), object, transition: 'resume', evidence: ['identity-in-person'], reason: '発見' }));
    },
    reissue: () => issue({ holder, reason: 'loss' }),
    /** Staff take the draft that the program opened back. */
    async 'take-back'() {
      const object = objectIn(await clerk.page(holder), 'application', 'draft').id;
      await confirmed(await clerk.advance({ nonce: nonce(), object, transition: 'withdraw', evidence: [], reason: '取下げ' }));
    },
  } as const;
  return async (step: keyof typeof steps): Promise<HolderPage> => {
    await steps[step]();
    return clerk.page(holder);
  };
}
export type AuthorityStep = Parameters<ReturnType<typeof authoritySteps>>[0];
