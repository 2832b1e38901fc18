import type { ReactNode } from 'react';
import { Heading } from 'react-aria-components';
import './status-face.css';
import { Icon } from './icon.tsx';
import type { Status } from './status.tsx';

interface StatusFaceProps {
  readonly status: Status;
  /** The answer in one or two words. */
  readonly word: string;
  /** The reason in one sentence. */
  readonly because: string;
  readonly level?: 2 | 3;
  /** Read out when it appears. */
  readonly live?: boolean;
  readonly children?: ReactNode;
}

/** The first line of a result: the answer, large, and why. */
export function StatusFace({ status, word, because, level = 2, live = false, children }: StatusFaceProps) {
  return (
    <div className={`status-face tone-${status}`} role={live ? 'status' : undefined}>
      <Icon name={status} size={72} />
      <div>
        <Heading level={level} className="status-face-word">
          {word}
        </Heading>
        <p className="status-face-because">{because}</p>
        {children}
      </div>
    </div>
  );
}
