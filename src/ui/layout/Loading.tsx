/** The place of something that is still being read, so that nothing is said to be missing yet. */
import { classNames } from "../classNames.ts";

export interface LoadingProps {
  /** For screen readers; left out where another place says it. */
  readonly words?: string;
  /** Its size. */
  readonly className: string;
}

export function Loading({ words, className }: LoadingProps) {
  return (
    <div className={classNames("rounded-control border border-line bg-raised", className)}>
      {words !== undefined && (
        <p role="status" className="sr-only">
          {words}
        </p>
      )}
    </div>
  );
}
