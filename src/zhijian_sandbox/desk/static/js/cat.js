// The cat sleeps while nothing is wrong. Any fault wakes it.
export function wakeCat(page, store) {
  const cats = page.querySelectorAll("[data-cat]");
  function look() {
    const awake = store.faultsOn() > 0;
    for (const cat of cats) {
      cat.classList.toggle("up", awake);
      cat.dataset.cat = awake ? "awake" : "asleep";
      cat.setAttribute("aria-label", awake ? "猫醒了：有故障开着" : "猫在睡觉：一切正常");
    }
  }
  for (const name of ["fault", "reload"]) store.on(name, look);
  look();
}
