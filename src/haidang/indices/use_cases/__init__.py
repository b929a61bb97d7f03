"""Writing: values published elsewhere, answers to the survey, inputs of the cost model."""
