import type { CreditAccount } from '../../main/api/schema/credits.ts';
import type { Scheme } from '../../main/api/schema/training.ts';

/** What every panel beside the account is given. */
export interface AccountPanelProps {
  readonly account: CreditAccount;
  readonly schemes: readonly Scheme[];
  readonly onChanged: (account: CreditAccount) => void;
  readonly onClose: () => void;
}
