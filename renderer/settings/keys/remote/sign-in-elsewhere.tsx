import type { Failure } from '../../../../main/api/schema/common.ts';
import { Button } from '../../../design/button.tsx';
import { TwoHosts } from '../../../sign/remote/two-hosts.tsx';
import { useWords } from '../../../words/words.tsx';

interface SignInElsewhereProps {
  /** REMOTE_SIGN_IN_ELSEWHERE, which names both hosts. */
  readonly failure: Failure;
  readonly isDisabled: boolean;
  /** The person allows this host to be where one signs in. */
  readonly onAllow: (host: string) => void;
}

/** A service that names another host as its sign-in: both are shown, and a person decides whether they belong together. */
export function SignInElsewhere({ failure: { detail }, isDisabled, onAllow }: SignInElsewhereProps) {
  const { t } = useWords();
  const signIn = String(detail['signIn']);
  return (
    <>
      <TwoHosts opens={signIn} receives={String(detail['host'])} />
      <p>{t('keys.remote.elsewhere-note')}</p>
      <div className="settings-actions">
        <Button isDisabled={isDisabled} onPress={() => onAllow(signIn)}>
          {t('keys.remote.allow')}
        </Button>
      </div>
    </>
  );
}
