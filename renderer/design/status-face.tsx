import type { ReactNode } from 'react';
import './status-face.css';
import { Icon } from './icon.tsx';
import type { Status } from './status.tsx';

interface StatusFaceProps {
  readonly status: Status;
  /** The answer in one or two words. */
  readonly word: string;
  /** The reason in one sentence. */
  readonly because: string;
  readonly children?: ReactNode;
}

/** The first line of a result: the answer, large, and why. */
export function StatusFace({ status, word, because, children }: StatusFaceProps) {
  return (
    <div className={`status-face tone-${status}`}>
      <Icon name={status} size={72} />
      <div>
        <h2 className="status-face-word">{word}</h2>
        <p className="status-face-because">{because}</p>
        {children}
      </div>
    </div>
  );
}
