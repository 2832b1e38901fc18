import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../words/words.tsx';
import './lockable.css';
import { SignInChoices } from './sign-in-choices.tsx';
import { useStaffAtDesk } from './staff-context.tsx';

/** While the desk is locked, what was being entered stays as it is beneath a cover, out of sight and out of reach. */
export function Lockable({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const { session, staff } = useStaffAtDesk();
  const locked = session.state === 'locked';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (locked) heading.current?.focus();
  }, [locked]);
  return (
    <div className="lockable">
      <div className={locked ? 'lockable-covered' : undefined} inert={locked}>
        {children}
      </div>
      {locked && (
        <section className="lock-cover" aria-labelledby="lock-heading">
          <h1 id="lock-heading" ref={heading} tabIndex={-1}>
            {t('credentials.screen.session.locked')}
          </h1>
          <p className="lead">{t('credentials.screen.session.locked-note', { name: staff.name })}</p>
          <SignInChoices session={session} />
        </section>
      )}
    </div>
  );
}
