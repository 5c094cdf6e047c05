/**
 * "same"-padded convolution as a layer. tfjs's own layer computes the gradient by its input even
 * where nobody asks for it: at the first layer that costs as much as the rest of the block.
 */
import * as tf from "@tensorflow/tfjs";
import { type Padding, padImages } from "./padding.ts";

export interface PlainConvConfig {
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly useBias: boolean;
  /** Beyond the border; zeros where left out. Another needs kernel and stride both odd or both even. */
  readonly padding?: Padding;
  readonly kernelInitializer: ReturnType<typeof tf.initializers.heNormal>;
}

/** [B, H, W, C] → [B, ⌈H / strides⌉, ⌈W / strides⌉, filters] */
export class PlainConv extends tf.layers.Layer {
  static readonly className: string = "PlainConv";
  readonly #config: PlainConvConfig;
  #kernel: ReturnType<tf.layers.Layer["addWeight"]> | undefined;
  #bias: ReturnType<tf.layers.Layer["addWeight"]> | undefined;

  constructor(config: PlainConvConfig) {
    super({});
    this.#config = config;
  }

  override build(inputShape: tf.Shape): void {
    const { kernelSize, filters, kernelInitializer, useBias } = this.#config;
    const shape = [kernelSize, kernelSize, inputShape.at(-1) as number, filters];
    this.#kernel = this.addWeight("kernel", shape, "float32", kernelInitializer);
    if (useBias) this.#bias = this.addWeight("bias", [filters], "float32", tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const { strides, filters } = this.#config;
    const [batch = null, ...sides] = inputShape.slice(0, 3);
    return [batch, ...sides.map((side) => side && Math.ceil(side / strides)), filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    const kernel = this.kernel();
    const { kernelSize, strides, padding = "zeros" } = this.#config;
    const convolved =
      padding === "zeros"
        ? tf.conv2d(x, kernel, strides, "same")
        : tf.conv2d(
            padImages(x, (kernelSize - strides + 1) >> 1, padding),
            kernel,
            strides,
            "valid",
          );
    return this.#bias ? tf.add(convolved, this.#bias.read()) : convolved;
  }

  /** As it is learnt: [kernelSize, kernelSize, C, filters]. */
  protected plainKernel(): tf.Tensor4D {
    return this.#kernel?.read() as tf.Tensor4D; // built before the first call
  }

  /** As it is applied. */
  protected kernel(): tf.Tensor4D {
    return this.plainKernel();
  }
}
