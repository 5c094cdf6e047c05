import { expect, it } from "vitest";
import { mapPooled, pool } from "./pool.ts";

/** Acts that end when they are told to. */
function acts() {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const act = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name);
      ends.set(name, (error) => (error ? reject(error) : resolve(name)));
    });
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await settled();
  };
  return { begun, act, end };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

it("begins no more acts than it may, in the order in which they came", async () => {
  const enter = pool(2);
  const { begun, act, end } = acts();
  const results = ["a", "b", "c", "d"].map((name) => enter(act(name)));
  await settled();
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
  await end("a");
  await end("c");
  await end("d");
  expect(await Promise.all(results)).toEqual(["a", "b", "c", "d"]);
});

it("goes on after a failure, and begins nothing that was called off while it waited", async () => {
  const enter = pool(1);
  const { begun, act, end } = acts();
  const calling = new AbortController();
  const a = enter(act("a"));
  const b = enter(act("b"), calling.signal);
  const c = enter(act("c"));
  calling.abort(new Error("not wanted"));
  await expect(b).rejects.toThrow("not wanted");
  const failed = expect(a).rejects.toThrow("broken");
  await end("a", new Error("broken"));
  await failed;
  expect(begun).toEqual(["a", "c"]);
  await end("c");
  expect(await c).toBe("c");
  await expect(enter(act("d"), calling.signal)).rejects.toThrow("not wanted");
  expect(await enter(async () => "e")).toBe("e"); // who was refused took no place
});

it("maps in order, and begins nothing more where one has failed", async () => {
  const { begun, act, end } = acts();
  const names = ["a", "b", "c", "d"];
  const mapped = mapPooled(names, 2, (name, index) => act(`${name}${index}`)());
  await settled();
  await end("b1");
  await end("a0");
  await end("d3");
  await end("c2");
  expect(await mapped).toEqual(["a0", "b1", "c2", "d3"]);
  begun.length = 0;
  const failing = mapPooled(names, 2, (name) => act(name)());
  const failed = expect(failing).rejects.toThrow("broken");
  await settled();
  await end("a", new Error("broken"));
  await end("b");
  await failed;
  expect(begun).toEqual(["a", "b"]);
});
