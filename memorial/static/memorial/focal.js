/* Sets the focal point by a click on the picture, and shows the square that would be cut around it. The two number
   fields say the same and are enough without this script. */
"use strict";
{
  const fields = () => ["focal_x", "focal_y"].map((name) => document.getElementById(`id_${name}`));
  const within = (value, least, most) => Math.min(Math.max(value, least), most);
  const percent = (input) => within(Math.round(Number(input.value) || 0), 0, 100);

  /* Where a square stands along one side of the picture, as CSS counts it: 0 at its beginning, 100 at its end. */
  const along = (length, side, point) =>
    length === side ? 50 : (within((length * point) / 100 - side / 2, 0, length - side) / (length - side)) * 100;

  const show = (picture, across, down) => {
    for (const circle of picture.parentElement.querySelectorAll("circle")) {
      circle.setAttribute("cx", `${across}%`);
      circle.setAttribute("cy", `${down}%`);
    }
    const square = picture.closest(".itself").querySelector("[data-square]");
    if (square) {
      const [width, height] = [Number(picture.getAttribute("width")), Number(picture.getAttribute("height"))];
      const side = Math.min(width, height);
      square.src = picture.src;
      square.style.objectFit = "cover";
      square.style.objectPosition = `${along(width, side, across)}% ${along(height, side, down)}%`;
    }
  };

  const update = () => {
    const [x, y] = fields();
    for (const picture of document.querySelectorAll("img[data-focal]")) {
      show(picture, percent(x), percent(y));
    }
  };

  document.addEventListener("click", (event) => {
    const picture = event.target.closest("img[data-focal]");
    const [x, y] = fields();
    if (!picture || !x || !y) {
      return;
    }
    const place = picture.getBoundingClientRect();
    x.value = within(Math.round(((event.clientX - place.left) / place.width) * 100), 0, 100);
    y.value = within(Math.round(((event.clientY - place.top) / place.height) * 100), 0, 100);
    update();
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches("#id_focal_x, #id_focal_y")) {
      update();
    }
  });
}
