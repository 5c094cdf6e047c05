/** A small photo to choose. */
import { classNames } from "../classNames.ts";
import { LazyPicture, type LazyPictureProps } from "./LazyPicture.tsx";

export interface PhotoButtonProps extends Pick<LazyPictureProps, "pictureKey" | "load"> {
  /** What choosing it does, with the photo's name. */
  readonly label: string;
  /** For one of several that can be the chosen one. */
  readonly isChosen?: boolean;
  /** Of its class: a line at the foot. */
  readonly colour?: string;
  readonly onPress: () => void;
}

export function PhotoButton(props: PhotoButtonProps) {
  const { pictureKey, load, label, isChosen, colour, onPress } = props;
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isChosen}
      title={label}
      onClick={onPress}
      className={classNames(
        "relative block aspect-square w-full cursor-pointer overflow-hidden rounded-thumb bg-raised -outline-offset-2 hover:outline-2 hover:outline-accent",
        isChosen && "outline-2 outline-accent",
      )}
    >
      <LazyPicture pictureKey={pictureKey} load={load} label="" className="size-full" />
      {colour !== undefined && (
        <span className="absolute inset-x-0 bottom-0 h-1" style={{ backgroundColor: colour }} />
      )}
    </button>
  );
}
