"""A chart's data as schema.org describes a data set, for search engines."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..sources.bibliography import Source
from .model import Chart


def dataset(chart: Chart, sources: Mapping[str, Source], site_url: str) -> str:
    """JSON-LD that says only what the chart's files say; fit to stand in a script element."""
    base = site_url.rstrip("/")
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": chart.meta.title,
        "description": f"{chart.meta.finding} {chart.meta.alt}",
        "url": f"{base}/trends/{chart.meta.trend}/#chart-{chart.id}",
        "variableMeasured": list(dict.fromkeys(row.cells["unit"] for row in chart.rows)),
        "isBasedOn": [sources[key].url for key in chart.sources if key in sources],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": f"{base}/charts/{chart.id}.csv",
            }
        ],
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
