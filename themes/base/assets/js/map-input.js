// What hands do on the map: mouse, touch and keys, as calls of what they mean.

const DRAG = 4;
const TAP = 10;
const STEP = 80;
const CLOSER = 1.6;
const KEYS = {
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
};

/** Listen to a canvas; `act` has move, zoom, all, walk, hover, leave, press, tap, open, close. */
export function listen(canvas, act) {
  attachPointers(canvas, act);
  attachPinch(canvas, act);
  attachKeys(canvas, act);

  canvas.addEventListener("wheel", (event) => {
    // The page scrolls past a map that nobody has turned to.
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas && !act.isFull()) {
      act.hint();
      return;
    }
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    const factor = 2 ** (-Math.max(-200, Math.min(200, event.deltaY * lines)) / 200);
    act.zoom(factor, event.offsetX, event.offsetY);
  }, { passive: false });
}

function attachPointers(canvas, act) {
  let down = null;
  let isTap = false;

  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button > 0) {
      down = null;
      return;
    }
    down = { left: event.clientX, top: event.clientY, lastX: event.clientX, lastY: event.clientY, moved: false };
    if (event.pointerType !== "touch") canvas.setPointerCapture(event.pointerId);
  });

  canvas.addEventListener("pointermove", (event) => {
    if (!event.isPrimary) return;
    const isTouch = event.pointerType === "touch";
    if (!down) {
      if (!isTouch) act.hover(event.offsetX, event.offsetY);
      return;
    }
    const far = Math.hypot(event.clientX - down.left, event.clientY - down.top);
    down.moved ||= far > (isTouch ? TAP : DRAG);
    // One finger scrolls the page, unless the map is all there is.
    if (!down.moved || (isTouch && !act.isFull())) return;
    act.move(event.clientX - down.lastX, event.clientY - down.lastY);
    down.lastX = event.clientX;
    down.lastY = event.clientY;
  });

  canvas.addEventListener("pointerup", (event) => {
    const was = down;
    down = null;
    isTap = false;
    if (!was || was.moved || !event.isPrimary) return;
    if (event.pointerType === "touch") isTap = true;
    else act.press(event.offsetX, event.offsetY, event.ctrlKey || event.metaKey);
  });
  // A card that came with the finger's lifting would be clicked by what browsers send after it.
  canvas.addEventListener("click", (event) => {
    if (isTap) act.tap(event.offsetX, event.offsetY);
    isTap = false;
  });
  canvas.addEventListener("pointercancel", () => (down = null));
  canvas.addEventListener("pointerleave", () => act.leave());
}

function attachPinch(canvas, act) {
  let last = null;
  const read = ({ touches: [one, other] }) => {
    const box = canvas.getBoundingClientRect();
    return {
      left: (one.clientX + other.clientX) / 2 - box.left,
      top: (one.clientY + other.clientY) / 2 - box.top,
      apart: Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)),
    };
  };
  canvas.addEventListener("touchstart", (event) => {
    last = event.touches.length === 2 ? read(event) : null;
  }, { passive: true });
  canvas.addEventListener("touchmove", (event) => {
    if (!last || event.touches.length !== 2) return;
    if (event.cancelable) event.preventDefault();
    const now = read(event);
    act.move(now.left - last.left, now.top - last.top);
    act.zoom(now.apart / last.apart, now.left, now.top);
    last = now;
  }, { passive: false });
  const end = () => (last = null);
  canvas.addEventListener("touchend", end);
  canvas.addEventListener("touchcancel", end);
}

function attachKeys(canvas, act) {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (Object.hasOwn(KEYS, event.key)) {
      const [x, y] = KEYS[event.key];
      if (event.shiftKey) act.move(-x * STEP, -y * STEP);
      else act.walk([x, y]);
    } else if (event.key === "+" || event.key === "=") act.zoom(CLOSER);
    else if (event.key === "-" || event.key === "−") act.zoom(1 / CLOSER);
    else if (event.key === "0") act.all();
    else if (event.key === "Enter") act.open();
    else if (event.key === "Escape") act.close();
    else return;
    event.preventDefault();
  });
}
