export type View = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
type Listener = (view: View) => void;

const boxes = new WeakMap<HTMLElement, { view: View; listeners: Set<Listener>; stop: () => void }>();

/**
 * Tells where a scrolling box is and how large it is, now and at every change. One reading for all who ask: a listener that
 * writes and a second one that reads would make the browser lay the page out twice in each frame.
 */
export function watchBox(box: HTMLElement, listener: Listener): () => void {
  const watched = boxes.get(box) ?? begin(box);
  watched.listeners.add(listener);
  listener(watched.view);
  return () => {
    watched.listeners.delete(listener);
    if (watched.listeners.size > 0) return;
    watched.stop();
    boxes.delete(box);
  };
}

function begin(box: HTMLElement) {
  const watched = { view: read(box), listeners: new Set<Listener>(), stop: () => {} };
  const again = () => {
    watched.view = read(box);
    for (const listener of watched.listeners) listener(watched.view);
  };
  const scrolled = () => {
    watched.view = { ...watched.view, left: box.scrollLeft, top: box.scrollTop };
    for (const listener of watched.listeners) listener(watched.view);
  };
  const sizes = new ResizeObserver(again);
  sizes.observe(box);
  box.addEventListener("scroll", scrolled, { passive: true });
  watched.stop = () => {
    sizes.disconnect();
    box.removeEventListener("scroll", scrolled);
  };
  boxes.set(box, watched);
  return watched;
}

function read(box: HTMLElement): View {
  return { left: box.scrollLeft, top: box.scrollTop, width: box.clientWidth, height: box.clientHeight };
}
