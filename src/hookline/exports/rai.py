"""What the RAI fields of Croissant say of how the hookline corpus was made (see its datasheet)."""

RAI: dict[str, str | list[str]] = {
    "dataCollection": (
        "Every dialogue was written by a large language model. The scams follow methods and cases "
        "that police, regulators, banks and news published; the benign dialogues are invented. "
        "Nothing was taken from real conversations."
    ),
    "dataCollectionType": ["Document analysis", "Others: written by a large language model"],
    "dataCollectionRawData": (
        "There is no other raw form: the dialogues are the data. Where the facts of a script come "
        "from is in the corpus's sources."
    ),
    "dataPreprocessingProtocol": [
        "Translated turn by turn by the model; a translation has the labels of its original.",
        "Nothing was cleaned, tokenised or filtered.",
    ],
    "dataAnnotationProtocol": (
        "Turns are labelled by stage, response, cues and money, by the annotation guide: once by "
        "the writer, once blind by another instance of the same kind of model, settled by a third. "
        "No person has checked texts or labels."
    ),
    "dataAnnotationAnalysis": [
        (
            "Agreement between the two labellings is the self-consistency of one kind of "
            "model, not inter-annotator agreement; the figures are in the datasheet."
        )
    ],
    "annotationsPerItem": "Two by models and their settlement; none by people.",
    "annotatorDemographics": ["None: the annotators are models."],
    "machineAnnotationTools": ["A large language model, which the corpus does not name."],
    "dataBiases": [
        (
            "The texts are one kind of model's idea of scams; what a machine can cheat on is "
            "measured in the audit."
        ),
        "Labels, types and languages are balanced by design and tell nothing of frequencies.",
    ],
    "dataLimitations": [
        "Few scripts of each type: a held-out score scatters widely.",
        (
            "Not fit for deciding about real people, as the only data of a product, or for "
            "estimating how frequent or costly scams are."
        ),
    ],
    "dataUseCases": [
        "Training and testing systems that recognise scams and their stages.",
        "Examples in teaching and fraud prevention, marked as invented.",
    ],
    "dataSocialImpact": (
        "Meant to help recognise scams. A system trained on too little may block honest messages "
        "about deposits, loans or bills, or give a false sense of safety."
    ),
    "personalSensitiveInformation": [
        "None of real people: names, numbers and accounts are placeholders."
    ],
    "dataReleaseMaintenancePlan": (
        "Versioned semantically; named splits are never changed; withdrawn dialogues leave a "
        "tombstone. No schedule is promised."
    ),
}
