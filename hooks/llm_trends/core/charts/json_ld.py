"""A chart's data as schema.org describes a data set, for search engines."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..sources.bibliography import Source
from .model import Chart


def dataset(chart: Chart, sources: Mapping[str, Source], url: str, csv: str) -> str:
    """JSON-LD that says only what the chart's files say; fit to stand in a script element.

    `url` and `csv` are the absolute addresses of the chart in its page and of its data.
    """
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": chart.meta.title,
        "description": f"{chart.meta.finding} {chart.meta.alt}",
        "url": url,
        "variableMeasured": list(dict.fromkeys(row.cells["unit"] for row in chart.rows)),
        "isBasedOn": [sources[key].url for key in chart.sources if key in sources],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": csv,
            }
        ],
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
