"""Digitisation at the counter (NĐ 107/2021/NĐ-CP, TT 01/2023/TT-VPCP): what lacks, what is reused, how much is done."""
