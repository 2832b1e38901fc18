import { implement } from '@orpc/server';
import { credits } from '../../../main/api/contracts/credits.ts';
import type { CreditAccount, CreditRecord, CreditsImport } from '../../../main/api/schema/credits.ts';
import { account, certificate, record } from './credits-samples.ts';
import { failed } from './failed.ts';

/** A doctor's account of units as the screens see it, in memory. */
export class CreditsDouble {
  account: CreditAccount = account;
  certificate: NonNullable<CreditsImport['certificate']> = certificate;
  readonly router;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
  }

  #with(records: readonly CreditRecord[]): CreditAccount {
    this.account = { ...this.account, records: [...records] };
    return this.account;
  }

  #implement() {
    const os = implement(credits);
    const said = this.#said;
    return os.router({
      account: os.account.handler(() => this.account),
      add: os.add.handler(({ input }) => {
        said(['add', input.origin, input.title, input.credit.units, input.credit.code].filter(Boolean).join(' '));
        return this.#with([
          { ...input, id: `r-${this.account.records.length + 1}`, test: false, annulled: false, enteredAt: '2026-11-20T05:00:00.000Z' },
          ...this.account.records,
        ]);
      }),
      annul: os.annul.handler(({ input }) => {
        said(`annul ${input.record} ${input.reason}`);
        return this.#with(this.account.records.map((one) => (one.id === input.record ? { ...one, annulled: true } : one)));
      }),
      import: os.import.handler(({ input }) => {
        if (!/\.(csv|pdf)$/.test(input.file.name)) throw failed('IMPORT_UNREADABLE');
        said(`import ${input.file.name} ${input.apply}`);
        const imported = record('r-imported', { title: '受講証明書から取り込んだ研修会' });
        const result = {
          ...this.account,
          records: [imported, ...this.account.records],
          newestImport: { at: '2026-11-20T05:00:00.000Z', from: input.file.name },
        };
        if (input.apply) this.account = result;
        const { id: _id, enteredAt: _at, annulled: _annulled, test: _test, ...order } = imported;
        return {
          added: 1,
          known: 2,
          replaced: 0,
          refused: [{ line: 4, code: 'REGISTRATION_WRONG' }],
          records: [order],
          certificate: input.file.name.endsWith('.pdf') ? this.certificate : null,
          account: input.apply ? result : this.account,
        };
      }),
      setCertificates: os.setCertificates.handler(({ input }) => {
        said(`certificates ${input.map(({ goal, until }) => `${goal} ${until}`).join()}`);
        this.account = { ...this.account, certificates: input };
        return this.account;
      }),
    });
  }
}
