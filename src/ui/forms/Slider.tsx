/**
 * One number on a track. A native range input underneath, so that a hundred of them stay cheap; drag,
 * arrows, Page Up/Down, Home/End, typed value, double-click to reset, Alt for fine steps.
 */
import { type KeyboardEvent, useId, useRef } from "react";
import { ColourMark } from "../ColourMark.tsx";
import { classNames } from "../classNames.ts";
import { InfoHint } from "../feedback/Hint.tsx";
import { moved, pageSteps, positionOf, type SliderScale, snap, valueAt } from "./sliderScale.ts";
import { useTouchHold } from "./useTouchHold.ts";
import { ValueInput } from "./ValueInput.tsx";

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Needed on a linear scale. Default: a hundredth of the range. */
  readonly step?: number;
  readonly scale?: "linear" | "log";
  /** Only whole numbers, also on a log scale and in fine steps. */
  readonly isWhole?: boolean;
  /** Where a double-click resets to and where the fill starts from when `fillFromDefault`. */
  readonly defaultValue?: number;
  /** Fill grows from the default (a latent's 0) instead of from the left end. */
  readonly fillFromDefault?: boolean;
  /** At each move. */
  readonly onChange: (value: number) => void;
  /** When a drag, a key press or typing has ended. */
  readonly onChangeEnd?: (value: number) => void;
  /** How the value reads, unit included; default: the number with at most three decimals. */
  readonly format?: (value: number) => string;
  /** Shown and typed value = value × factor, e.g. 100 for percent. */
  readonly factor?: number;
  readonly hint?: string;
  /** A mark of this colour before the label. */
  readonly colour?: string;
  /** The label is a button then; `name` says in full what it does and holds the label. */
  readonly labelButton?: { readonly name: string; readonly onPress: () => void };
  /** `row`: label, track and value on one line; `stacked`: track below. */
  readonly layout?: "row" | "stacked";
  readonly isDisabled?: boolean;
  readonly className?: string;
}

const fineness = 0.1;
const plain = (value: number) =>
  Number(value.toPrecision(12)).toLocaleString(undefined, {
    maximumFractionDigits: 3,
    useGrouping: false,
  });

/** Steps that a key asks for; null for other keys, ±Infinity for the ends. */
function stepsOfKey(key: string, scale: SliderScale): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return 1;
    case "ArrowLeft":
    case "ArrowDown":
      return -1;
    case "PageUp":
      return pageSteps(scale);
    case "PageDown":
      return -pageSteps(scale);
    case "Home":
      return Number.NEGATIVE_INFINITY;
    case "End":
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}

export function Slider(props: SliderProps) {
  const { label, value, min, max, step, onChange, onChangeEnd, factor = 1, hint } = props;
  const { layout = "row", isDisabled = false, defaultValue } = props;
  const scale = {
    min,
    max,
    step: step ?? (max - min) / 100,
    isLog: props.scale === "log",
    isWhole: props.isWhole ?? false,
  };
  const format = props.format ?? ((shown: number) => plain(shown * factor));
  const labelId = useId();
  const isRow = layout === "row";
  return (
    <div
      className={classNames(
        "grid items-center gap-x-2",
        isRow
          ? "grid-cols-[minmax(0,6.5rem)_minmax(3rem,1fr)_3.75rem]"
          : "grid-cols-[minmax(0,1fr)_5rem]",
        props.className,
      )}
    >
      <span className="flex min-w-0 items-center gap-1 text-small">
        <SliderLabel {...props} id={labelId} />
        {hint && <InfoHint about={label} text={hint} />}
      </span>
      <Track
        labelId={labelId}
        value={value}
        valueText={format(value)}
        scale={scale}
        isDisabled={isDisabled}
        defaultValue={defaultValue}
        fillFrom={props.fillFromDefault && defaultValue !== undefined ? defaultValue : min}
        onChange={onChange}
        onChangeEnd={onChangeEnd}
        className={isRow ? "" : "order-last col-span-2"}
      />
      <ValueInput
        label={label}
        value={value}
        format={format}
        factor={factor}
        isDisabled={isDisabled}
        className="w-full"
        min={min}
        max={max}
        isWhole={scale.isWhole}
        onCommit={(typed) => {
          onChange(typed);
          onChangeEnd?.(typed);
        }}
      />
    </div>
  );
}

function SliderLabel(props: SliderProps & { readonly id: string }) {
  const { id, label, colour, labelButton } = props;
  const words = (
    <span id={id} className="min-w-0 leading-tight wrap-anywhere">
      {label}
    </span>
  );
  const mark = colour !== undefined && <ColourMark colour={colour} />;
  if (!labelButton)
    return (
      <>
        {mark}
        {words}
      </>
    );
  return (
    <button
      type="button"
      aria-label={labelButton.name}
      title={labelButton.name}
      onClick={labelButton.onPress}
      className="flex min-h-6 min-w-0 cursor-pointer items-center gap-1.5 rounded-thumb text-left hover:underline"
    >
      {mark}
      {words}
    </button>
  );
}

interface TrackProps {
  readonly labelId: string;
  readonly value: number;
  readonly valueText: string;
  readonly scale: SliderScale;
  readonly isDisabled: boolean;
  readonly defaultValue: number | undefined;
  readonly fillFrom: number;
  readonly onChange: (value: number) => void;
  readonly onChangeEnd: ((value: number) => void) | undefined;
  readonly className: string;
}

function Track(props: TrackProps) {
  const { value, scale, defaultValue, onChange, onChangeEnd } = props;
  const { min, max, isLog } = scale;
  const drag = useRef({ isFine: false, value });
  const isKeyed = useRef(false); // changed by key, and not ended yet
  drag.current.value = value; // also what was typed or set from outside
  const position = positionOf(value, scale);
  const from = positionOf(props.fillFrom, scale);

  const take = (raw: number) => {
    const asked = isLog ? raw : positionOf(raw, scale);
    // Alt holds the pointer back: the thumb follows a tenth of the way.
    const eased = drag.current.isFine ? position + (asked - position) * fineness : asked;
    const next = valueAt(eased, scale, drag.current.isFine);
    drag.current.value = next;
    onChange(next);
  };
  const { ask, ...touch } = useTouchHold(take, () => onChangeEnd?.(drag.current.value));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const steps = stepsOfKey(event.key, scale);
    if (steps === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Number.isFinite(steps)
      ? moved(value, steps, scale, event.altKey)
      : snap(steps < 0 ? min : max, scale);
    drag.current.value = next;
    isKeyed.current = true;
    onChange(next);
  };
  const endKeyed = () => {
    if (isKeyed.current) onChangeEnd?.(drag.current.value);
    isKeyed.current = false;
  };
  const reset = () => {
    if (defaultValue === undefined) return;
    onChange(defaultValue);
    onChangeEnd?.(defaultValue);
  };
  return (
    <input
      type="range"
      aria-labelledby={props.labelId}
      aria-valuetext={props.valueText}
      min={isLog ? 0 : min}
      max={isLog ? 1 : max}
      step="any"
      value={isLog ? position : value}
      disabled={props.isDisabled}
      onChange={(event) => ask(Number(event.currentTarget.value))}
      {...touch}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (stepsOfKey(event.key, scale) !== null) endKeyed();
      }}
      onBlur={endKeyed} // the key may be let go elsewhere
      onPointerMove={(event) => {
        drag.current.isFine = event.altKey;
        touch.onPointerMove(event);
      }}
      onDoubleClick={reset}
      className={classNames("slider", props.className)}
      style={
        {
          "--fill-from": Math.min(from, position),
          "--fill-to": Math.max(from, position),
        } as Record<string, number>
      }
    />
  );
}
