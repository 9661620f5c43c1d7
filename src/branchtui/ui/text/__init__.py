"""Text for cells: widths, wrapping, fitting, pages as lines, pasting. No widgets."""
